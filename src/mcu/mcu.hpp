// A microcontroller as the host sees it: identified, configured, ready for commands.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Its life: identify() learns what it understands; devices are made, which register what it must
// be told; configure() tells it.  Offline there is nobody to answer: identify() reads a given
// dictionary, configure() writes, and a query is a bug of the caller, who asks offline() first.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "mcu/clock_model.hpp"
#include "mcu/command.hpp"
#include "mcu/configuration.hpp"
#include "mcu/gate.hpp"
#include "mcu/link.hpp"
#include "mcu/link_history.hpp"
#include "mcu/load_meter.hpp"
#include "mcu/questions.hpp"
#include "mcu/recorder.hpp"
#include "mcu/responses.hpp"
#include "mcu/step_queue.hpp"
#include "messages/system.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"
#include "wire/codebook.hpp"

namespace escapement::mcu {

// Why a microcontroller is of no use any more.
struct McuFailure {
    std::string reason;                   // "MCU 'mcu' shutdown: Timer too close"
    std::string cause;                    // what may have led to it, in lines; or nothing
    std::optional<base::McuClock> clock;  // if the board said when it happened
    bool restarted = false;               // the board has forgotten everything; connect anew
    bool gone = false;                    // it is not there any more, or has begun anew by itself
};

// Belongs to one thread.
class Mcu {
  public:
    // What is scheduled must arrive this long before it is due.
    static constexpr base::Seconds min_schedule_time{0.100};
    // Nothing is scheduled further ahead than this.
    static constexpr base::Seconds max_nominal_duration{3.0};

    // The collaborators must outlive the microcontroller.
    Mcu(std::string name, runtime::Executor& executor, Link& link);
    // Offline.
    Mcu(std::string name,
        runtime::Executor& executor,
        Recorder& recorder,
        wire::Dictionary dictionary);
    ~Mcu();
    Mcu(const Mcu&) = delete;
    Mcu& operator=(const Mcu&) = delete;

    // "mcu" for the main one; others stand before their pins ("ebb:PA1").
    const std::string& name() const { return name_; }
    bool offline() const { return link_ == nullptr; }
    runtime::Executor& executor() { return executor_; }

    // Fetches the dictionary and the clock.  Once, before everything below.
    runtime::Task<base::Result<void>> identify();
    bool identified() const { return book_.has_value(); }
    // Whether a failure to identify was the board's own doing: asking again would not help.
    bool answered_badly() const { return answered_ && !failure_; }
    const wire::Codebook& codebook() const { return *book_; }
    const wire::Dictionary& dictionary() const { return book_->dictionary(); }
    // Fails, with the nearest name, if the board has no such pin.
    base::Result<messages::PinNumber> pin(std::string_view name) const;
    // "stm32f446xx", or what else it says about itself.
    std::string chip() const;
    // A number from the dictionary; fails if the board does not tell it.
    base::Result<double> constant(std::string_view name) const;

    // Tells the board about its devices, or finds that it knows.  Once, after all devices are
    // made and before they are used.
    runtime::Task<base::Result<void>> configure();
    // configure() has failed, but would not if the board began anew.
    bool needs_restart() const { return needs_restart_; }
    // The board was told to begin anew: configure() fails if it remembers something still.
    void expect_restarted() { restart_expected_ = true; }
    // It is configured only just after a restart: configure() fails before the first one.
    void configure_only_after_restart() { restart_first_ = true; }
    // Makes the board begin anew; it is of no use afterwards.  Fails if its firmware cannot.
    runtime::Task<base::Result<void>> restart_by_command();
    // A board that may be missing, vanish and come back: while it is absent, what is sent to it
    // goes nowhere, and questions fail.  Not one with motors, or with outputs that must be renewed,
    // such as heaters; nor the main one.
    void make_dispensable() { marked_dispensable_ = true; }
    bool dispensable() const { return marked_dispensable_ && !vital_ && !steps_.has_lanes(); }
    void note_vital() { vital_ = true; }
    bool absent() const { return absent_; }
    // Instead of identify(), for a board that is missing: what it said when it was there.
    base::Result<void> assume(wire::Dictionary dictionary);
    // It is back, at the other end of a link that was renewed: identifies it and tells it all over
    // again, with the main board's time.  Fails if it is another one, or is shut down.
    runtime::Task<base::Result<void>> rejoin(const Mcu& main);
    // For devices, before configure().
    Configuration& configuration() { return configuration_; }
    const Configuration& configuration() const { return configuration_; }
    // For steppers; sends after configure().
    StepQueue& steps() { return steps_; }

    ClockModel& clock() { return *clock_; }
    const ClockModel& clock() const { return *clock_; }
    // Offline this is always zero.
    base::PrintTime estimated_print_time(base::HostTime now) const;
    base::PrintTime estimated_print_time() const { return estimated_print_time(executor_.now()); }
    // When a device begins to report by itself: a moment after the configuration, and a little
    // later for each further device, so that not all boards' inputs are busy at the same moment.
    base::McuClock first_report_clock(messages::Oid oid) const;
    // Keeps print time the same as that of the main microcontroller: call about once a second,
    // with the moment up to which steps have been made.  Live and not the main one only.
    void follow(const Mcu& main, base::PrintTime committed);

    // A queue of its own for those whose messages need not wait for those of others.
    CommandQueue new_queue() { return sender().new_queue(); }
    CommandQueue default_queue() const { return default_queue_; }
    template <wire::Message M>
    base::Result<Command<M>> command(CommandQueue queue) {
        auto found = Command<M>::find(dictionary(), sender(), queue);
        if (!found) return std::move(found.error()).within(label());
        return found;
    }

    // An encoded message of any kind.
    void send(wire::Bytes message, When when, CommandQueue queue) {
        sender().send(message, when, queue);
    }

    // Asks, again if need be, and waits for the answer.  Fails if the board does not answer,
    // is shut down, or does not know the question.  Must not be used offline, nor for replies
    // with buffers.
    enum class Asker { device, board };  // a device is not answered while the board is absent
    template <wire::Query Q>
    runtime::Task<base::Result<typename Q::Reply>> query(Q question,
                                                         CommandQueue queue,
                                                         When when = {},
                                                         Asker asker = Asker::device);
    // The answer's fields, undecoded.
    runtime::Task<base::Result<Received>> ask(Question question,
                                              CommandQueue queue,
                                              When when,
                                              Asker asker = Asker::device);

    // Calls back for every such message; with an oid, for those of that device.
    template <wire::Message R>
    base::Result<Subscription> on_response(std::optional<messages::Oid> oid,
                                           std::function<void(const R&, const Received&)> callback);

    // Called once, when the board has shut down, restarted by itself, or is out of reach.
    void on_failure(std::function<void(const McuFailure&)> handler) {
        on_failure_ = std::move(handler);
    }
    const std::optional<McuFailure>& failure() const { return failure_; }
    // Shuts the board down at once; what is waiting to be sent is forgotten.
    void emergency_stop();
    // What the board prints by itself, line by line.
    void on_output(std::function<void(const std::string&)> handler) {
        on_output_ = std::move(handler);
    }

    // Shows everything that the board says before anybody else hears it.
    void on_traffic(std::function<void(const Received&)> watcher) {
        on_traffic_ = std::move(watcher);
    }

    // "mcu_awake=0.003 ... bytes_write=1234 ...", as Klipper's log has it.
    std::string stats() const;
    // What the link went through lately.
    LinkEvidence evidence() const;
    const LoadMeter& load() const { return load_; }

  private:
    Sender& sender() { return gate_; }
    std::string label() const { return "mcu '" + name_ + "'"; }
    Sender& cable();
    runtime::Task<base::Result<void>> recognise();
    runtime::Task<base::Result<void>> tell();
    base::Result<void> use(wire::Dictionary dictionary);
    void tell_link_limits();
    runtime::Task<base::Result<wire::Dictionary>> read_dictionary();
    runtime::Task<base::Result<void>> fetch_clock();
    base::Result<void> listen();
    template <wire::Message R>
    base::Result<void> keep_listening(std::function<void(const R&, const Received&)> callback);
    void listen_to_output();
    void send_all(const std::vector<EncodedMessage>& list);
    base::Result<void> build_configuration();
    base::Result<void> send_configuration(const messages::Config& present);
    runtime::Task<base::Error> explain_shutdown();
    base::Result<void> accept(const messages::Config& config);
    base::Error error(std::string_view text) const {
        return base::Error{std::string(text)}.within(label());
    }
    base::Error failed_error() const { return base::Error{failure_->reason}; }

    void drain();
    void handle_clock(const messages::Clock& clock, const Received& times);
    void ask_for_clock();
    void handle_shut_down(const messages::Shutdown& message);
    void handle_is_shut_down(const messages::IsShutdown& message);
    void fail(McuFailure failure);

    std::string name_;
    runtime::Executor& executor_;
    Link* link_ = nullptr;
    Recorder* recorder_ = nullptr;
    std::optional<wire::Dictionary> given_dictionary_;
    Gate gate_;
    CommandQueue default_queue_;
    StepQueue steps_;
    std::optional<wire::Codebook> book_;
    std::optional<ClockModel> clock_;
    Configuration configuration_;
    Responses responses_;
    LoadMeter load_;
    std::vector<Subscription> subscriptions_;
    std::optional<Command<messages::GetClock>> get_clock_;
    std::optional<Command<messages::EmergencyStop>> stop_;
    EncodedMessage finalize_{};
    std::optional<Questions> questions_;  // not offline
    runtime::Timer drain_;
    runtime::Timer clock_timer_;
    LinkHistory history_;
    bool joined_ = false;
    bool answered_ = false;
    bool configured_ = false;
    bool needs_restart_ = false;
    bool restart_expected_ = false;
    bool restart_first_ = false;
    bool marked_dispensable_ = false;
    bool vital_ = false;
    bool absent_ = false;
    std::string previous_shutdown_;  // why it had shut down before it was configured
    std::optional<McuFailure> failure_;
    std::function<void(const McuFailure&)> on_failure_;
    std::function<void(const std::string&)> on_output_;
    std::function<void(const Received&)> on_traffic_;
};

template <wire::Query Q>
runtime::Task<base::Result<typename Q::Reply>> Mcu::query(Q question,
                                                          CommandQueue queue,
                                                          When when,
                                                          Asker asker) {
    using Reply = typename Q::Reply;
    auto id = wire::command_id<Q>(dictionary());
    if (!id) co_return std::move(id.error()).within(label());
    auto reply_id = wire::response_id<Reply>(dictionary());
    if (!reply_id) co_return std::move(reply_id.error()).within(label());
    Question asked{EncodedMessage(*id, question), *reply_id, {}, decltype(Reply::schema)::name};
    if constexpr (requires { Reply::oid; }) asked.oid = question.oid;
    auto task = ask(asked, queue, when, asker);
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    Reply reply{};
    wire::Reader fields(answer->payload());
    if (!wire::decode(fields, reply))
        co_return base::Error{label() + ": malformed '" + std::string(asked.name) + "'"};
    co_return reply;
}

template <wire::Message R>
base::Result<Subscription> Mcu::on_response(
    std::optional<messages::Oid> oid, std::function<void(const R&, const Received&)> callback) {
    auto id = wire::response_id<R>(dictionary());
    if (!id) return std::move(id.error()).within(label());
    return responses_.listen(
        *id, oid, [callback = std::move(callback)](wire::Reader fields, const Received& times) {
            R message{};
            if (wire::decode(fields, message)) callback(message, times);
        });
}

}  // namespace escapement::mcu
