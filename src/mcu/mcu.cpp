// Identifying, configuring, asking, and noticing when a microcontroller fails.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/mcu.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"
#include "mcu/board_facts.hpp"
#include "mcu/configuration_check.hpp"
#include "mcu/dictionary_fetch.hpp"
#include "mcu/probable_cause.hpp"

namespace escapement::mcu {

namespace {

using base::Error;
using base::Result;
using base::Seconds;
using runtime::Task;

// A first estimate of the clock takes so many samples.
constexpr int first_clock_samples = 8;
constexpr Seconds first_clock_pause{0.050};
// An odd number, so as not to beat with what happens every second; asked when steps are made, which
// is twice in a second, if any are.
constexpr Seconds clock_period{1.0839};
// What Klipper's file mode assumes.
constexpr std::uint16_t offline_move_count = 500;
// Why a board shuts down that is told emergency_stop.
constexpr std::string_view stopped_by_host = "Command request";
constexpr Seconds first_report_delay{1.5};
constexpr Seconds report_spacing{0.010};
// What a message gets to arrive before the board may be gone.
constexpr Seconds before_reset{0.015};

}  // namespace

Mcu::Mcu(std::string name, runtime::Executor& executor, Link& link)
    : name_(std::move(name)),
      executor_(executor),
      link_(&link),
      gate_(link),
      default_queue_(link.new_queue()),
      steps_(gate_),
      drain_(executor, [this] { drain(); }),
      clock_timer_(executor, [this] { ask_for_clock(); }) {
    questions_.emplace(executor, link, responses_);
    link.on_news([this] { drain_.set(executor_.now()); });
}

Mcu::Mcu(std::string name,
         runtime::Executor& executor,
         Recorder& recorder,
         wire::Dictionary dictionary)
    : name_(std::move(name)),
      executor_(executor),
      recorder_(&recorder),
      given_dictionary_(std::move(dictionary)),
      gate_(recorder),
      default_queue_(recorder.new_queue()),
      steps_(gate_),
      drain_(executor, [] {}),
      clock_timer_(executor, [] {}) {}

Mcu::~Mcu() {
    if (link_) link_->on_news(nullptr);
}

Sender& Mcu::cable() {
    if (link_) return *link_;
    return *recorder_;
}

base::McuClock Mcu::first_report_clock(messages::Oid oid) const {
    return clock_->clock_at(estimated_print_time() + first_report_delay +
                            report_spacing * double(oid.raw));
}

// Identifying

Task<Result<void>> Mcu::identify() {
    ASSERT(!identified());
    if (offline()) co_return use(*std::exchange(given_dictionary_, std::nullopt));
    auto reading = read_dictionary();
    auto dictionary = co_await reading;
    if (!dictionary) co_return std::move(dictionary.error());
    if (auto used = use(*std::move(dictionary)); !used) co_return std::move(used.error());
    if (auto heard = listen(); !heard) co_return std::move(heard.error());
    auto clock = co_await fetch_clock();
    if (!clock) co_return std::move(clock.error());
    ask_for_clock();
    co_return Result<void>{};
}

Task<Result<wire::Dictionary>> Mcu::read_dictionary() {
    const AskBoard asking = [this](Question question) {
        return ask(std::move(question), default_queue_, When{}, Asker::board);
    };
    auto fetching = fetch_dictionary(asking, label());
    auto compressed = co_await fetching;
    if (!compressed) co_return std::move(compressed.error());
    answered_ = true;
    auto dictionary = wire::read_dictionary(*compressed);
    if (!dictionary) co_return std::move(dictionary.error()).within(label());
    co_return dictionary;
}

Result<void> Mcu::use(wire::Dictionary dictionary) {
    auto book = wire::Codebook::make(std::move(dictionary));
    if (!book) return std::move(book.error()).within(label());
    book_ = *std::move(book);
    auto frequency = constant("CLOCK_FREQ");
    if (!frequency) return std::move(frequency.error());
    if (auto checked = check_clock_frequency(*frequency); !checked)
        return std::move(checked.error()).within(label());
    clock_.emplace(*frequency);
    if (auto rate = bit_rate(this->dictionary()); !rate)
        return std::move(rate.error()).within(label());
    load_.configure(*frequency, this->dictionary().number("STATS_SUMSQ_BASE").value_or(256.0));
    if (link_) tell_link_limits();
    return {};
}

void Mcu::tell_link_limits() {
    const double window = dictionary().number("RECEIVE_WINDOW").value_or(0.0);
    link_->set_receive_window(static_cast<std::size_t>(std::clamp(window, 0.0, 1e6)));
    link_->set_baud(*bit_rate(dictionary()));
}

Result<void> Mcu::listen() {
    auto get_clock = Command<messages::GetClock>::find(dictionary(), *link_, link_->new_queue());
    if (!get_clock) return std::move(get_clock.error()).within(label());
    get_clock_ = *get_clock;
    auto stop = Command<messages::EmergencyStop>::find(dictionary(), *link_, link_->new_queue());
    if (!stop) return std::move(stop.error()).within(label());
    stop_ = *stop;
    listen_to_output();

    Result<void> done;
    const auto keep = [&]<class R>(std::function<void(const R&, const Received&)> callback) {
        if (done) done = keep_listening<R>(std::move(callback));
    };
    keep(
        std::function([this](const messages::Clock& m, const Received& r) { handle_clock(m, r); }));
    keep(std::function([this](const messages::Stats& m, const Received&) { load_.take(m); }));
    keep(std::function(
        [this](const messages::Shutdown& m, const Received&) { handle_shut_down(m); }));
    keep(std::function(
        [this](const messages::IsShutdown& m, const Received&) { handle_is_shut_down(m); }));
    keep(std::function([this](const messages::Starting&, const Received&) {
        fail(
            {.reason = "MCU '" + name_ + "' spontaneous restart", .restarted = true, .gone = true});
    }));
    return done;
}

template <wire::Message R>
Result<void> Mcu::keep_listening(std::function<void(const R&, const Received&)> callback) {
    auto subscription = on_response<R>(std::nullopt, std::move(callback));
    if (!subscription) return std::move(subscription.error());
    subscriptions_.push_back(*std::move(subscription));
    return {};
}

void Mcu::listen_to_output() {
    for (const wire::DictionaryMessage& message : dictionary().output) {
        const wire::MessageFormat* format = codebook().find(message.id);
        subscriptions_.push_back(responses_.listen(
            message.id, std::nullopt, [this, format](wire::Reader fields, const Received&) {
                const auto values = format->decode(fields);
                if (values && on_output_) on_output_(format->print(*values));
            }));
    }
}

Task<Result<void>> Mcu::fetch_clock() {
    auto id = wire::command_id<messages::GetUptime>(dictionary());
    auto reply_id = wire::response_id<messages::Uptime>(dictionary());
    if (!id) co_return std::move(id.error()).within(label());
    if (!reply_id) co_return std::move(reply_id.error()).within(label());
    const Question question{EncodedMessage(*id, messages::GetUptime{}), *reply_id, {}, "uptime"};
    auto task = ask(question, default_queue_, When{}, Asker::board);
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    messages::Uptime uptime;
    wire::Reader fields(answer->payload());
    if (!wire::decode(fields, uptime)) co_return error("malformed 'uptime'");
    const std::uint64_t clock = (std::uint64_t{uptime.high} << 32) | uptime.clock.raw;
    const base::HostTime sent = answer->sent.value_or(answer->received);
    clock_->begin({std::min(sent, answer->received), answer->received, {clock}});

    for (int i = 0; i < first_clock_samples; ++i) {
        co_await executor_.after(first_clock_pause);
        auto sample = query(messages::GetClock{}, default_queue_, When{}, Asker::board);
        auto taken = co_await sample;
        if (!taken) co_return std::move(taken.error());
    }
    co_return Result<void>{};
}

// What the board says about itself

Result<messages::PinNumber> Mcu::pin(std::string_view name) const {
    return find_pin(dictionary(), name, label());
}

std::string Mcu::chip() const {
    return chip_of(dictionary());
}

Result<double> Mcu::constant(std::string_view name) const {
    if (const auto number = dictionary().number(name)) return *number;
    return error("its firmware does not tell '" + std::string(name) + "'");
}

base::PrintTime Mcu::estimated_print_time(base::HostTime now) const {
    return offline() ? base::PrintTime{} : clock_->estimated_print_time(now);
}

void Mcu::follow(const Mcu& main, base::PrintTime committed) {
    if (offline() || absent_) return;
    if (joined_)
        clock_->steer(main.clock(), committed, executor_.now());
    else
        clock_->join(main.clock(), executor_.now());
    joined_ = true;
}

// Configuring

Task<Result<void>> Mcu::configure() {
    ASSERT(identified());
    if (auto built = build_configuration(); !built) co_return std::move(built.error());
    if (offline()) {
        messages::Config config{.move_count = offline_move_count};
        if (auto sent = send_configuration(config); !sent) co_return std::move(sent.error());
        config.is_config = true;
        config.crc = configuration_.crc();
        co_return accept(config);
    }
    if (absent_) co_return Result<void>{};
    auto telling = tell();
    co_return co_await telling;
}

Task<Result<void>> Mcu::tell() {
    auto before_task = query(messages::GetConfig{}, default_queue_, When{}, Asker::board);
    auto before = co_await before_task;
    if (!before) co_return std::move(before.error());
    if (before->is_shutdown) co_return co_await explain_shutdown();
    if (auto sent = send_configuration(*before); !sent) co_return std::move(sent.error());
    auto after_task = query(messages::GetConfig{}, default_queue_, When{}, Asker::board);
    auto after = co_await after_task;
    if (!after) co_return std::move(after.error()).within("while it was configured");
    co_return accept(*after);
}

Result<void> Mcu::build_configuration() {
    auto allocate = command<messages::AllocateOids>(default_queue_);
    if (!allocate) return std::move(allocate.error());
    auto finalize = command<messages::FinalizeConfig>(default_queue_);
    if (!finalize) return std::move(finalize.error());
    configuration_.build(
        [&](int count) { return allocate->encode({static_cast<std::uint8_t>(count)}); });
    if (configuration_.oid_count() > Configuration::max_oids)
        return error("more than 255 devices are configured");
    finalize_ = finalize->encode({configuration_.crc()});
    return {};
}

// Only what the board refuses makes it say why it is shut down.
Task<Error> Mcu::explain_shutdown() {
    if (auto refused = command<messages::AllocateOids>(default_queue_))
        cable().send(refused->encode({}).bytes(), When{}, default_queue_);
    auto after_that = query(messages::GetConfig{}, default_queue_, When{}, Asker::board);
    static_cast<void>(co_await after_that);
    needs_restart_ = previous_shutdown_ == stopped_by_host;
    std::string text = "Can not update MCU '" + name_ + "' config as it is shutdown";
    if (!previous_shutdown_.empty())
        text += "\nPrevious MCU '" + name_ + "' shutdown: " + previous_shutdown_;
    co_return Error{text};
}

Result<void> Mcu::send_configuration(const messages::Config& present) {
    const ConfigurationWanted wanted{configuration_.crc(), restart_expected_, restart_first_};
    if (auto objection = object_to(present, wanted, name_)) {
        needs_restart_ = objection->restart_helps;
        return Error{std::move(objection->text)};
    }
    if (present.is_config) {
        send_all(configuration_.restart());
    } else {
        send_all(configuration_.config());
        cable().send(finalize_.bytes(), When{}, default_queue_);
    }
    send_all(configuration_.init());
    return {};
}

void Mcu::send_all(const std::vector<EncodedMessage>& list) {
    for (const EncodedMessage& message : list)
        cable().send(message.bytes(), When{}, default_queue_);
}

Result<void> Mcu::accept(const messages::Config& config) {
    if (failure_) return failed_error();
    if (config.is_shutdown || !config.is_config || config.crc != configuration_.crc())
        return Error{"Unable to configure MCU '" + name_ + "'"};
    const int slots = config.move_count - configuration_.reserved_move_slots();
    if (slots < 1)
        return Error{"Too few moves available on MCU '" + name_ + "': it has memory for " +
                     std::to_string(config.move_count) +
                     " queued moves, too few for the devices that are configured"};
    configured_ = true;
    steps_.set_move_slots(static_cast<std::size_t>(slots));
    return {};
}

Task<Result<void>> Mcu::restart_by_command() {
    const auto unable = [this](const std::string& why) {
        return Error{"Unable to issue reset command on MCU '" + name_ + "': " + why};
    };
    if (!identified()) co_return unable("it was not identified");
    if (!link_->failure().empty()) co_return unable(link_->failure());
    if (!dispensable()) on_failure_ = nullptr;  // it will say that it stops
    link_->drop_waiting();
    const auto queue = link_->new_queue();
    if (auto reset = Command<messages::Reset>::find(dictionary(), *link_, queue)) {
        reset->send({});
    } else {
        auto config_reset = Command<messages::ConfigReset>::find(dictionary(), *link_, queue);
        if (!config_reset) co_return unable("its firmware knows neither reset nor config_reset");
        if (stop_) stop_->send({});
        co_await executor_.after(before_reset);
        config_reset->send({});
    }
    co_await executor_.after(before_reset);
    co_return Result<void>{};
}

// Asking

Task<Result<Received>> Mcu::ask(Question question, CommandQueue queue, When when, Asker asker) {
    ASSERT(questions_);
    if (absent_ && asker == Asker::device) co_return error("is absent");
    const bool knows_clock = clock_ && clock_->has_samples();
    const base::HostTime leaves =
        knows_clock ? clock_->host_time_at(when.min_clock) : executor_.now();
    auto task = questions_->ask(question, {queue, when, leaves});
    auto answer = co_await task;
    if (!answer && !failure_) co_return std::move(answer.error()).within(label());
    co_return answer;
}

// Listening

void Mcu::drain() {
    while (const auto received = link_->take()) {
        if (received->acknowledged != 0) {
            questions_->note_acknowledged(received->acknowledged);
            continue;
        }
        if (on_traffic_) on_traffic_(*received);
        if (identified())
            responses_.dispatch(*received, codebook());
        else
            responses_.dispatch_first(*received);
    }
    if (!link_->failure().empty())
        fail({.reason = "Lost communication with MCU '" + name_ + "': " + link_->failure(),
              .cause = probable_cause("Lost communication", evidence()),
              .gone = true});
}

void Mcu::ask_for_clock() {
    if (failure_) return;
    history_.add({executor_.now(), link_->stats(), link_->take_worst(), link_->last_heard()});
    if (const auto answer = wire::response_id<messages::Clock>(dictionary()))
        link_->let_wait(*answer);
    get_clock_->send({});
    clock_timer_.set_after(clock_period, runtime::leisure);
}

void Mcu::handle_clock(const messages::Clock& clock, const Received& times) {
    if (!clock_->has_samples()) return;  // nobody has asked yet
    const base::McuClock seen = clock_->estimated_clock(times.received).widen(clock.clock);
    if (times.sent) {
        const ClockSample sample{std::min(*times.sent, times.received), times.received, seen};
        clock_->add(sample);
        if (auto* observer = link_->observer()) observer->sampled(executor_.now(), sample);
    } else {
        clock_->see(seen);
    }
    link_->set_clock_estimate(clock_->cautious_line());
}

void Mcu::handle_shut_down(const messages::Shutdown& message) {
    const std::string reason = reason_text(dictionary(), message.static_string_id);
    fail({.reason = "MCU '" + name_ + "' shutdown: " + reason,
          .cause = probable_cause(reason, evidence()),
          .clock = clock_->widen(message.clock)});
}

// It had shut down before we came, or the word that it did got lost.
void Mcu::handle_is_shut_down(const messages::IsShutdown& message) {
    const std::string reason = reason_text(dictionary(), message.static_string_id);
    if (!configured_) {
        previous_shutdown_ = reason;
        return;
    }
    fail({.reason = "Previous MCU '" + name_ + "' shutdown: " + reason,
          .cause = probable_cause(reason, evidence())});
}

void Mcu::fail(McuFailure failure) {
    // A board that has shut down may restart; nothing can be worse than that.
    if (failure_ && (failure_->restarted || !failure.restarted)) return;
    failure_ = std::move(failure);
    clock_timer_.cancel();
    questions_->give_up(failure_->reason);
    if (absent_) return;
    if (failure_->gone && configured_ && dispensable()) {
        absent_ = true;
        gate_.shut();
    }
    if (on_failure_) on_failure_(*failure_);
}

// Coming back

Result<void> Mcu::assume(wire::Dictionary dictionary) {
    ASSERT(!offline() && !identified());
    absent_ = true;
    gate_.shut();
    if (auto used = use(std::move(dictionary)); !used) return used;
    return listen();
}

Task<Result<void>> Mcu::rejoin(const Mcu& main) {
    ASSERT(absent_);
    failure_.reset();
    questions_->resume();
    configured_ = needs_restart_ = false;
    previous_shutdown_.clear();
    auto recognising = recognise();
    auto done = co_await recognising;
    if (done) {
        clock_->join(main.clock(), executor_.now());
        joined_ = true;
        done = build_configuration();
    }
    if (done) {
        auto telling = tell();
        done = co_await telling;
    }
    if (!done) {
        fail({.reason = done.error().what, .gone = true});
        co_return std::move(done.error());
    }
    absent_ = false;
    gate_.open();
    ask_for_clock();
    co_return Result<void>{};
}

Task<Result<void>> Mcu::recognise() {
    auto reading = read_dictionary();
    auto seen = co_await reading;
    if (!seen) co_return std::move(seen.error());
    if (!(*seen == dictionary()))
        co_return error("has come back with other firmware; RESTART makes use of it");
    tell_link_limits();
    auto asking = fetch_clock();
    co_return co_await asking;
}

void Mcu::emergency_stop() {
    steps_.clear();
    if (!link_ || !stop_) return;
    link_->drop_waiting();
    stop_->send({});
}

LinkEvidence Mcu::evidence() const {
    LinkEvidence evidence =
        history_.evidence({executor_.now(), link_->stats(), link_->worst(), link_->last_heard()});
    evidence.load = load_.awake_s() / LoadMeter::period.count();
    return evidence;
}

std::string Mcu::stats() const {
    std::string text = load_.text() + " " + to_text(link_ ? link_->stats() : LinkStats{});
    if (clock_) text += " freq=" + std::to_string(std::llround(clock_->line().frequency_hz));
    if (joined_) text += " adj=" + std::to_string(std::llround(clock_->print_rate().frequency_hz));
    return text;
}

}  // namespace escapement::mcu
