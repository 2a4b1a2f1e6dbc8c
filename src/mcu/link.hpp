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
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "mcu/clock_line.hpp"
#include "mcu/link_observer.hpp"
#include "mcu/link_stats.hpp"
#include "mcu/received.hpp"
#include "mcu/send_schedule.hpp"
#include "mcu/send_window.hpp"
#include "mcu/sender.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// Belongs to one thread, which polls it.
class Link final : public runtime::Actor, public Sender {
  public:
    // A board that leaves a block unanswered for this long is given up.
    static constexpr base::Seconds patience{5.0};
    // Messages leave this long before they are due.
    static constexpr base::Seconds lead{0.100};
    // Blocks that wait to be taken out; more is a failure of the owner to listen.
    static constexpr std::size_t max_received = 4096;

    // `stream` must outlive the link.
    explicit Link(runtime::ByteStream& stream) : stream_(stream) {}
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    // `news` is called, in the link's thread, when take() or failure() has something new.
    void on_news(std::function<void()> news) { news_ = std::move(news); }

    // Whoever watches outlives the link; nullptr for nobody.
    void observe(LinkObserver* observer) { observer_ = observer; }
    LinkObserver* observer() const { return observer_; }

    CommandQueue new_queue() override { return schedule_.new_queue(); }
    void send(wire::Bytes message, When when, CommandQueue queue) override;
    // The same; take() will tell when it has arrived.
    void send_with_ticket(wire::Bytes message, When when, CommandQueue queue, Ticket ticket);
    // Forgets what has not left yet.
    void drop_waiting();

    // The next thing received, in order.
    std::optional<Received> take();
    // Empty while the link works; afterwards why it ended.
    const std::string& failure() const { return failure_; }

    // Without an estimate everything leaves at once.
    void set_clock_estimate(const ClockLine& estimate) { estimate_ = estimate; }
    // Bytes that the board can hold before it has dealt with them; 0 for no such limit.
    void set_receive_window(std::size_t bytes) { window_.set_receive_window(bytes); }
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
    const Worst& worst() const { return worst_; }
    // When something was heard last; the clock's zero if never.
    base::HostTime last_heard() const { return last_heard_; }
    Worst take_worst() { return std::exchange(worst_, {}); }

    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override {
        if (failure_.empty() || has_news_) return wake_;
        return runtime::never;
    }

  private:
    struct Awaited {
        std::uint64_t block;
        Ticket ticket;
    };
    void read(base::HostTime now);
    void handle(const wire::Block& block, base::HostTime now);
    void tell_acknowledged(std::uint64_t before, base::HostTime now);
    void tell(const Received& received);
    void repeat(SendWindow::Reason reason, base::HostTime now);
    void send_due(base::HostTime now);
    bool is_due(base::HostTime now);
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

    runtime::ByteStream& stream_;
    std::function<void()> news_;
    LinkObserver* observer_ = nullptr;
    SendSchedule schedule_;
    SendWindow window_;
    std::optional<ClockLine> estimate_;
    base::Seconds byte_time_{};
    base::HostTime idle_at_{};  // when the cable will have carried all that was written

    wire::FrameDecoder decoder_;
    std::vector<std::uint8_t> output_;  // what the stream did not take yet, from output_at_ on
    std::size_t output_at_ = 0;
    std::deque<Awaited> awaited_;
    std::deque<Received> received_;
    base::HostTime wake_ = base::HostTime::min();
    base::HostTime due_ = base::HostTime::max();  // when the last poll wanted the next one
    std::uint64_t bytes_write_ = 0, bytes_read_ = 0, bytes_retransmit_ = 0;
    bool has_news_ = false;
    bool failure_told_ = false;  // to the observer
    Worst worst_;
    base::HostTime last_heard_{};
    std::string failure_;
};

}  // namespace escapement::mcu
