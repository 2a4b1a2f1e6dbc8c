// Moves bytes between schedule, window and stream whenever it is polled.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link.hpp"

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

using base::HostTime;
using base::McuClock;

// Background work waits for the cable to have been idle for so long: longer than a board takes to
// acknowledge a block at once, and no longer than somebody notices who has asked for it.
constexpr base::Seconds background_pause{0.00025};
// A stream that takes no more bytes is asked again after this time.
constexpr HostTime::duration stall_pause = std::chrono::milliseconds(1);
// Converting a clock to a time and back may lose a tick; a wake-up must not come too early.
constexpr HostTime::duration wake_margin = std::chrono::microseconds(1);
// Who sends without end must not keep others from their turn.
constexpr int reads_at_once = 16;
constexpr double bits_per_byte = 10.0;  // on a serial line, with start and stop bit

}  // namespace

void Link::send(wire::Bytes message, When when, CommandQueue queue) {
    send_with_ticket(message, when, queue, 0);
}

void Link::send_with_ticket(wire::Bytes message, When when, CommandQueue queue, Ticket ticket) {
    {
        const std::lock_guard lock(mutex_);
        if (!failure_.empty()) return;
        if (!schedule_.push(message, when, queue, ticket))
            fail("too many messages wait to be sent; the cable or the board is too slow");
        wake_ = HostTime::min();
    }
    if (wanted_ && !in_burst_) wanted_();
}

void Link::end_burst() {
    in_burst_ = false;
    if (wanted_) wanted_();
}

void Link::renew(runtime::ByteStream& stream) {
    const std::lock_guard lock(mutex_);
    stream_ = &stream;
    schedule_.clear();
    window_ = {};
    estimate_.reset();
    decoder_ = {};
    output_.clear();
    output_at_ = 0;
    while (!awaited_.empty()) awaited_.pop_front();
    while (!received_.empty()) received_.pop_front();
    wake_ = idle_at_ = HostTime::min();
    due_ = HostTime::max();
    has_news_ = has_unhurried_news_ = false;
    failure_told_ = false;
    may_wait_.reset();
    worst_ = {};
    last_heard_ = {};
    failure_.clear();
}

CommandQueue Link::new_queue() {
    const std::lock_guard lock(mutex_);
    return schedule_.new_queue();
}

void Link::drop_waiting() {
    const std::lock_guard lock(mutex_);
    schedule_.clear();
}

std::optional<Received> Link::take() {
    const std::lock_guard lock(mutex_);
    if (received_.empty()) return std::nullopt;
    const Received first = received_.front();
    received_.pop_front();
    return first;
}

std::string Link::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void Link::tell_news() {
    const bool is_hurried = has_news_.exchange(false);
    const bool is_unhurried = has_unhurried_news_.exchange(false);
    if (news_ && (is_hurried || is_unhurried)) news_();
}

void Link::let_wait(wire::MessageId response) {
    const std::lock_guard lock(mutex_);
    may_wait_ = response;
}

bool Link::may_wait(wire::Bytes payload) const {
    wire::Reader in(payload);
    if (!may_wait_ || in.take_int() != static_cast<std::uint32_t>(*may_wait_)) return false;
    in.take_int();
    return in.ok() && in.at_end();
}

Link::Worst Link::worst() const {
    const std::lock_guard lock(mutex_);
    return worst_;
}

Link::Worst Link::take_worst() {
    const std::lock_guard lock(mutex_);
    return std::exchange(worst_, {});
}

HostTime Link::last_heard() const {
    const std::lock_guard lock(mutex_);
    return last_heard_;
}

void Link::set_clock_estimate(const ClockLine& estimate) {
    const std::lock_guard lock(mutex_);
    estimate_ = estimate;
}

void Link::set_receive_window(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    window_.set_receive_window(bytes);
}

void Link::set_baud(double bits_per_second) {
    const std::lock_guard lock(mutex_);
    byte_time_ = base::Seconds{bits_per_second > 0.0 ? bits_per_byte / bits_per_second : 0.0};
}

HostTime::duration Link::wire_time(std::size_t bytes) const {
    return base::host_duration(byte_time_ * static_cast<double>(bytes));
}

void Link::serve(HostTime now) {
    const std::lock_guard lock(mutex_);
    if (failure_.empty()) {
        work(now);
    } else {
        // Nobody listens any more, but what lies on the cable would call again and again.
        std::array<std::uint8_t, 4096> ignored;
        for (int i = 0; i < reads_at_once && stream_->read(ignored) > 0; ++i) {
        }
    }
    if (!failure_.empty() && !std::exchange(failure_told_, true) && observer_)
        observer_->failed(now, failure_);
}

void Link::work(HostTime now) {
    note_lateness(now);
    read(now);
    if (now >= window_.deadline()) repeat(SendWindow::Reason::silence, now);
    send_due(now);
    watch(now);
    wake_ = due_ = next_wake_after(now);
}

HostTime Link::next_service() const {
    const std::lock_guard lock(mutex_);
    return failure_.empty() || !failure_told_ ? wake_ : runtime::never;
}

void Link::read(HostTime now) {
    std::array<std::uint8_t, 4096> buffer;
    for (int i = 0; i < reads_at_once; ++i) {
        const std::size_t size = stream_->read(buffer);
        if (size == 0) return;
        wire::Bytes bytes = wire::Bytes(buffer).first(size);
        for (;;) {
            const auto event = decoder_.next(bytes);
            if (event == wire::FrameDecoder::Event::need_more) break;
            if (event == wire::FrameDecoder::Event::block) handle(decoder_.block(), now);
        }
    }
}

void Link::handle(const wire::Block& block, HostTime now) {
    const std::size_t size = block.payload.size() + wire::block_overhead;
    bytes_read_ += size;
    if (observer_) observer_->received(now, block);
    last_heard_ = now;
    const bool is_empty = block.payload.empty();
    const SendWindow::Answer answer = window_.hear(block.sequence, is_empty, now);
    for (Awaited& awaited : awaited_.all()) awaited.block += answer.shift;
    // A board counts a block before it acts on it, so only the empty block that follows its
    // messages proves that there will be no more of them.
    tell_acknowledged(window_.wanted_number() - (is_empty ? 0 : 1), now);
    // Its number may be any: a board that has restarted counts from 0 again and says so.
    if (!is_empty) {
        Received received;
        received.sent = window_.last_acknowledged_left();
        received.received = now - wire_time(size);
        received.size = static_cast<std::uint8_t>(block.payload.size());
        std::copy(block.payload.begin(), block.payload.end(), received.bytes.begin());
        tell(received);
    }
    if (answer.repeat) repeat(SendWindow::Reason::asked, now);
}

void Link::tell_acknowledged(std::uint64_t before, HostTime now) {
    while (!awaited_.empty() && awaited_.front().block < before) {
        Received received;
        received.acknowledged = awaited_.front().ticket;
        received.sent = window_.last_acknowledged_left();
        received.received = now;
        awaited_.pop_front();
        tell(received);
    }
}

void Link::tell(const Received& received) {
    if (received_.size() == max_received)
        return fail("too many messages from the board wait to be looked at");
    received_.push_back(received);
    (may_wait(received.payload()) ? has_unhurried_news_ : has_news_) = true;
}

void Link::repeat(SendWindow::Reason reason, HostTime now) {
    // The sync byte ends whatever the board believes to be in the middle of.
    output_.assign(1, wire::sync_byte);
    output_at_ = 0;
    for (std::size_t i = 0; i < window_.size(); ++i) {
        const wire::Bytes block = window_[i].content();
        output_.insert(output_.end(), block.begin(), block.end());
    }
    bytes_retransmit_ += output_.size();
    const HostTime begins = idle(now);  // what was written is still on its way out
    idle_at_ = begins + wire_time(output_.size());
    if (observer_) observer_->repeated(now, window_.size(), reason == SendWindow::Reason::asked);
    window_.note_repeated(reason, begins + wire_time(window_[0].size + 1U));
    write_output();
}

void Link::send_due(HostTime now) {
    write_output();
    if (!output_.empty()) return;
    const bool was_quiet = window_.empty();
    while (window_.has_room() && (is_due(now) || (was_quiet && has_foreground()))) pack_block(now);
    write_output();
}

bool Link::has_foreground() const {
    return schedule_.ready_bytes() > 0 &&
           schedule_.earliest_request(When::background) != When::background;
}

bool Link::is_due(HostTime now) {
    if (!estimate_) {
        schedule_.admit(When::background);
        return schedule_.ready_bytes() > 0;
    }
    const HostTime leaves = idle(now) + wire_time(wire::min_block_size);
    schedule_.admit(estimate_->at(leaves));
    if (schedule_.ready_bytes() == 0) return false;
    if (schedule_.ready_bytes() >= wire::max_payload_size) return true;
    return schedule_.earliest_request(background_request()) <=
           estimate_->at(leaves + base::host_duration(lead));
}

McuClock Link::background_request() const {
    return estimate_->at(idle_at_ + base::host_duration(background_pause + lead));
}

void Link::pack_block(HostTime now) {
    std::array<std::uint8_t, wire::max_payload_size> payload;
    SendSchedule::Tickets tickets;
    const McuClock request = schedule_.earliest_request(When::background);
    const std::size_t size = schedule_.pack(payload, tickets);
    ASSERT(size > 0);
    for (Ticket ticket : tickets) awaited_.push_back({window_.next_number(), ticket});
    idle_at_ = idle(now) + wire_time(size + wire::block_overhead);
    note_lead(request, idle_at_);
    const wire::Bytes block = window_.append(wire::Bytes(payload).first(size), idle_at_).content();
    output_.insert(output_.end(), block.begin(), block.end());
    bytes_write_ += block.size();
    if (observer_)
        observer_->sent(
            now,
            {{static_cast<std::uint8_t>(block[1] & 0x0f)}, wire::Bytes(payload).first(size)},
            {schedule_.ready_bytes(), schedule_.upcoming_bytes()});
}

void Link::note_lateness(HostTime now) {
    if (due_ < now) worst_.lateness = std::max<base::Seconds>(worst_.lateness, now - due_);
}

// What may leave at any time, and what has no moment, says nothing.
void Link::note_lead(McuClock request, HostTime leaves) {
    if (!estimate_ || request == McuClock{} || request == When::background) return;
    worst_.lead = std::min<base::Seconds>(worst_.lead, estimate_->time_of(request) - leaves);
}

void Link::write_output() {
    if (output_.empty()) return;
    output_at_ += stream_->write(wire::Bytes(output_).subspan(output_at_));
    if (output_at_ < output_.size()) return;
    output_.clear();
    output_at_ = 0;
}

void Link::watch(HostTime now) {
    if (std::string why = stream_->failure(); !why.empty()) return fail(std::move(why));
    if (!window_.empty() && now >= window_[0].first_left + base::host_duration(patience))
        fail("no answer for " + std::to_string(static_cast<int>(patience.count())) +
             " seconds; check its cable and its power supply");
}

HostTime Link::next_wake_after(HostTime now) const {
    HostTime wake = std::min(window_.deadline(), next_send());
    if (!output_.empty()) wake = std::min(wake, now + stall_pause);
    if (!window_.empty())
        wake = std::min(wake, window_[0].first_left + base::host_duration(patience));
    return std::max(wake, now + wake_margin);
}

HostTime Link::next_send() const {
    // Without an estimate all there was has left; without room an answer comes first.
    if (!estimate_ || !window_.has_room()) return runtime::never;
    HostTime next = runtime::never;
    if (const McuClock clock = schedule_.next_admission(); clock != When::background)
        next = estimate_->time_of(clock) - wire_time(wire::min_block_size);
    if (schedule_.ready_bytes() > 0) {
        const McuClock request = schedule_.earliest_request(background_request());
        const HostTime leaves = estimate_->time_of(request) - base::host_duration(lead);
        next = std::min(next, leaves - wire_time(wire::min_block_size));
    }
    return next == runtime::never ? next : next + wake_margin;
}

void Link::fail(std::string why) {
    failure_ = std::move(why);
    schedule_.clear();
    has_news_ = true;
}

LinkStats Link::stats() const {
    const std::lock_guard lock(mutex_);
    const RoundTrip& trip = window_.round_trip();
    return {.bytes_write = bytes_write_,
            .bytes_read = bytes_read_,
            .bytes_retransmit = bytes_retransmit_,
            .bytes_invalid = decoder_.bytes_invalid(),
            .send_seq = window_.next_number(),
            .receive_seq = window_.wanted_number(),
            .retransmit_seq = window_.repeated_number(),
            .srtt = trip.smoothed(),
            .rttvar = trip.deviation(),
            .rto = trip.timeout(),
            .ready_bytes = schedule_.ready_bytes(),
            .upcoming_bytes = schedule_.upcoming_bytes()};
}

}  // namespace escapement::mcu
