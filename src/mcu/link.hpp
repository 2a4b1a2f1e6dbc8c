// An acknowledged channel to one microcontroller that releases messages by its clock.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Messages wait in their queues until the board has room for them (min_clock).  Those whose
//    time (req_clock) is near, and those that fill a block, are packed into blocks and leave.
// 2. A block stays in the send window until the board acknowledges it.  When the board asks
//    again, or is silent too long, all blocks in the window are repeated.
// 3. What the board says is put into a bounded queue, for the owner to take out.
//
// docs/reference/link.md explains the times and limits.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "mcu/backlog.hpp"
#include "mcu/clock_line.hpp"
#include "mcu/link_observer.hpp"
#include "mcu/link_stats.hpp"
#include "mcu/received.hpp"
#include "mcu/send_schedule.hpp"
#include "mcu/send_window.hpp"
#include "mcu/sender.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/priority_mutex.hpp"
#include "wire/frame.hpp"
#include "wire/message.hpp"

namespace escapement::mcu {

// One thread polls it, another one may own it: tell it what to send, and take out what it has
// received.  Those who own it and poll it as well use it as an actor; else one thread calls serve()
// and the other tell_news().
class Link final : public runtime::Actor, public Sender {
  public:
    // A board that leaves a block unanswered for this long is given up.
    static constexpr base::Seconds patience{5.0};
    // Messages leave this long before they are due at the latest, and as soon as no block waits for
    // its answer: a cable that rests carries them at once, one that is busy carries full blocks.
    static constexpr base::Seconds lead{0.100};
    // Blocks that wait to be taken out; more is a failure of the owner to listen.
    static constexpr std::size_t max_received = 4096;

    // `stream` must outlive the link.
    explicit Link(runtime::ByteStream& stream) : stream_(&stream) {}
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    // By the owner.  `news` is called, in its thread, when take() or failure() has something new.
    void on_news(std::function<void()> news) { news_ = std::move(news); }
    bool has_news() const { return has_news_; }
    void tell_news();
    // An answer of this kind, with one number, is news only together with others or when the owner
    // asks for news anyway: nobody wakes up for it.  Forgotten with the stream.
    void let_wait(wire::MessageId response);

    // By the owner, before somebody else serves the link.  `call` is called, in the owner's thread,
    // when the link wants to be served at once.
    void on_wanted(std::function<void()> call) { wanted_ = std::move(call); }
    // Does what is due; when it will be due again.
    void serve(base::HostTime now);
    base::HostTime next_service() const;

    // Begins anew with another stream, to a board that knows nothing of what was said before. While
    // nobody serves the link.
    void renew(runtime::ByteStream& stream);

    // Whoever watches outlives the link; nullptr for nobody.  Before the link is served.
    void observe(LinkObserver* observer) { observer_ = observer; }
    LinkObserver* observer() const { return observer_; }

    CommandQueue new_queue() override;
    void send(wire::Bytes message, When when, CommandQueue queue) override;
    // The same; take() will tell when it has arrived.
    void send_with_ticket(wire::Bytes message, When when, CommandQueue queue, Ticket ticket);
    // Forgets what has not left yet.
    void drop_waiting();

    // The next thing received, in order.
    std::optional<Received> take();
    // Empty while the link works; afterwards why it ended.
    std::string failure() const;

    // Without an estimate everything leaves at once.
    void set_clock_estimate(const ClockLine& estimate);
    // Bytes that the board can hold before it has dealt with them; 0 for no such limit.
    void set_receive_window(std::size_t bytes);
    // Of a serial line; 0 if bytes take no time worth mentioning.
    void set_baud(double bits_per_second);
    LinkStats stats() const;

    // What went worst since the last call, for those who look for causes.
    struct Worst {
        // The least time between a message's leaving and its moment; a day if there were none.
        base::Seconds lead{24.0 * 3600.0};
        // How much later than it had asked for the link was polled.
        base::Seconds lateness{};
    };
    Worst worst() const;
    Worst take_worst();
    // When something was heard last; the clock's zero if never.
    base::HostTime last_heard() const;

    void poll(base::HostTime now) override {
        serve(now);
        tell_news();
    }
    base::HostTime next_wake() const override {
        return has_news() ? base::HostTime::min() : next_service();
    }

    void begin_burst() override { in_burst_ = true; }
    void end_burst() override;

  private:
    struct Awaited {
        std::uint64_t block;
        Ticket ticket;
    };
    void work(base::HostTime now);
    void read(base::HostTime now);
    void handle(const wire::Block& block, base::HostTime now);
    void tell_acknowledged(std::uint64_t before, base::HostTime now);
    bool may_wait(wire::Bytes payload) const;
    void tell(const Received& received);
    void repeat(SendWindow::Reason reason, base::HostTime now);
    void send_due(base::HostTime now);
    bool is_due(base::HostTime now);
    bool has_foreground() const;
    void pack_block(base::HostTime now);
    void note_lateness(base::HostTime now);
    void note_lead(base::McuClock request, base::HostTime leaves);
    void write_output();
    void watch(base::HostTime now);
    base::HostTime next_wake_after(base::HostTime now) const;
    base::HostTime next_send() const;
    base::McuClock background_request() const;
    void fail(std::string why);
    base::HostTime idle(base::HostTime now) const { return std::max(now, idle_at_); }
    base::HostTime::duration wire_time(std::size_t bytes) const;

    runtime::ByteStream* stream_;
    std::function<void()> news_, wanted_;
    bool in_burst_ = false;  // the owner's
    LinkObserver* observer_ = nullptr;

    // Asked for in each round of the owner's thread, which must not wait for the other one then.
    std::atomic<bool> has_news_ = false, has_unhurried_news_ = false;

    mutable runtime::PriorityMutex mutex_;  // of everything below
    SendSchedule schedule_;
    SendWindow window_;
    std::optional<ClockLine> estimate_;
    base::Seconds byte_time_{};
    base::HostTime idle_at_{};  // when the cable will have carried all that was written

    wire::FrameDecoder decoder_;
    std::vector<std::uint8_t> output_;  // what the stream did not take yet, from output_at_ on
    std::size_t output_at_ = 0;
    Backlog<Awaited> awaited_;
    Backlog<Received> received_;
    base::HostTime wake_ = base::HostTime::min();
    base::HostTime due_ = base::HostTime::max();  // when the last poll wanted the next one
    std::uint64_t bytes_write_ = 0, bytes_read_ = 0, bytes_retransmit_ = 0;
    std::optional<wire::MessageId> may_wait_;
    bool failure_told_ = false;  // to the observer
    Worst worst_;
    base::HostTime last_heard_{};
    std::string failure_;
};

}  // namespace escapement::mcu
