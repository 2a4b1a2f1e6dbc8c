// Numbers, checksums, going back, and asking when an answer is overdue.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/line_sender.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "client/long_commands.hpp"
#include "client/moments.hpp"

namespace escapement::client {

namespace {

using base::HostTime;

constexpr std::uint64_t farthest_back = 16;  // lines that were taken for arrived and were not
constexpr base::Seconds forever{1e9};
constexpr int most_questions = 8;  // without any answer; afterwards we only listen

// "N12 G28*17": the checksum is the exclusive or of all bytes before the asterisk.
std::string with_checksum(std::uint64_t number, const std::string& text) {
    std::string line = "N" + std::to_string(number) + " " + text;
    unsigned sum = 0;
    for (const char c : line) sum ^= static_cast<unsigned char>(c);
    return line + "*" + std::to_string(sum);
}

bool wants_checksum(const MarlinLine& line) {
    return line.tone == MarlinLine::Tone::transmission &&
           line.text.find("issing checksum") != std::string::npos;
}

bool is_complaint(const MarlinLine& line) {
    return line.tone == MarlinLine::Tone::error || line.tone == MarlinLine::Tone::fatal ||
           line.refused || line.card == CardNews::open_failed ||
           line.text.starts_with("Unknown command");
}

}  // namespace

bool LineSender::queue(Outgoing line) {
    if (queued_.size() >= max_queued) return false;
    if (ends_wait(line.text))
        queued_.push_front(std::move(line));
    else
        queued_.push_back(std::move(line));
    return true;
}

void LineSender::start_stream(Source source) {
    source_ = std::move(source);
    held_ = at_end_ = false;
    taken_.reset();
    failure_.clear();
    resends_in_row_ = unclear_ = 0;
}

void LineSender::stop_stream() {
    source_ = nullptr;
    taken_.reset();
}

void LineSender::end_stream() {
    stop_stream();
    numbered_ = false;
    if (listener_.stream_ended) listener_.stream_ended();
}

void LineSender::clear() {
    auto listener = std::move(listener_);
    *this = LineSender(std::move(listener));
}

// --- What the printer says.

void LineSender::hear(const MarlinLine& line, HostTime now) {
    note_life(line, now);
    if (is_complaint(line)) complaint_ = line.text;
    if (line.temperatures) answered_ = oldest_question() != nullptr;
    if (line.wait) nothing_to_do_ = true;
    if (!numbered_ && wants_checksum(line)) number_all_lines();
    if (line.resend)
        hear_resend(*line.resend, now);
    else if (line.ok && !take_settling_ok())
        hear_ok(*line.ok);
}

void LineSender::note_life(const MarlinLine& line, HostTime now) {
    const Sent* oldest = waiting_.empty() ? nullptr : find(waiting_.front());
    const bool heating = line.temperatures && oldest && waits_for_heat(oldest->line.text);
    if (!line.ok && !line.resend && !line.busy && !heating) return;
    last_life_ = silent_since_ = now;
    questions_ = 0;
    nothing_to_do_ = false;
}

// An "ok" comes along with each request to resend, at least with some firmwares.
bool LineSender::take_settling_ok() {
    if (!settle_until_) return false;
    if (settle_wants_ok_ && settle_at_ok_) settle_until_.reset();
    settle_wants_ok_ = false;
    return true;
}

void LineSender::hear_ok(const Acknowledgement& ok) {
    if (ok.line_room) room_ = *ok.line_room;
    if (waiting_.empty()) return;
    if (const Sent* question = oldest_question(); question && std::exchange(answered_, false))
        return hear_answer(*question);
    if (numbered_ && ok.line && *ok.line <= waiting_.back() && waiting_.front() > 0) {
        if (*ok.line >= waiting_.front()) confirm_up_to(*ok.line);
        return;
    }
    confirm_up_to(waiting_.front());
}

// All lines before an answered question have arrived.
void LineSender::hear_answer(const Sent& question) {
    const bool closing = question.closing;
    synchronised_ = synchronised_ || question.number > 0;
    confirm_up_to(question.number);
    answers_due_ = !waiting_.empty();
    if (closing && waiting_.empty() && cursor_ == next_) end_stream();
}

// Their "ok"s were lost, and counting on would credit each answer to the line before.
void LineSender::forget_lost_answers(HostTime now) {
    if (!answers_due_ || now < due()) return;
    answers_due_ = false;
    while (!waiting_.empty() && find(waiting_.front())->question) confirm_up_to(waiting_.front());
}

void LineSender::confirm_up_to(std::uint64_t number) {
    while (!waiting_.empty() && waiting_.front() <= number) {
        const auto oldest = waiting_.front();
        waiting_.pop_front();
        confirm(oldest);
    }
}

void LineSender::confirm(std::uint64_t number) {
    if (number + 1 > confirmed_) {
        confirmed_ = number + 1;
        resends_in_row_ = 0;
    }
    Sent* sent = find(number);
    ASSERT(sent);
    const auto complaint = std::exchange(complaint_, {});
    if (std::exchange(sent->told, true)) return;
    if (listener_.done) listener_.done(sent->line, complaint);
}

LineSender::Sent* LineSender::find(std::uint64_t number) {
    return const_cast<Sent*>(std::as_const(*this).find(number));
}

const LineSender::Sent* LineSender::find(std::uint64_t number) const {
    if (history_.empty() || number < history_.front().number) return nullptr;
    const auto index = number - history_.front().number;
    return index < history_.size() ? &history_[index] : nullptr;
}

const LineSender::Sent* LineSender::oldest_question() {
    for (const auto number : waiting_)
        if (const Sent* sent = find(number); sent && sent->question) return sent;
    return nullptr;
}

bool LineSender::is_plausible(std::uint64_t number) const {
    return number <= next_ && !history_.empty() && number >= history_.front().number &&
           number + farthest_back >= confirmed_;
}

void LineSender::hear_resend(std::uint64_t number, HostTime now) {
    if (!numbered_) return;
    ++resends_;
    settle_at_ok_ = waiting_.size() <= 1;
    settle_until_ = after(now, settling);
    settle_wants_ok_ = true;
    if (!synchronised_) number = 0;  // it may not have heard that counting begins anew
    if (is_plausible(number))
        go_back_to(number);
    else
        nothing_to_do_ = true;  // garbled, so ask soon
    if (++resends_in_row_ <= max_resends) return;
    failure_ = "the printer asks for line " + std::to_string(number) +
               " again and again; is the cable bad, or the baud rate wrong?";
    stop_stream();
    waiting_.clear();
    cursor_ = next_;
}

// Nothing without a number has been carried out.
void LineSender::number_all_lines() {
    numbers_all_ = true;
    for (; !waiting_.empty(); waiting_.pop_back())
        if (const Sent* sent = find(waiting_.back()); sent && !sent->question && !sent->told)
            queued_.push_front(sent->line);
}

// What it does not ask for again has arrived.
void LineSender::go_back_to(std::uint64_t number) {
    if (number > 0) confirm_up_to(number - 1);
    waiting_.clear();
    cursor_ = number;
    answered_ = false;
}

// --- What is said to the printer.

std::string LineSender::take_bytes(HostTime now) {
    if (settle_until_ && now >= *settle_until_) settle_until_.reset();
    forget_lost_answers(now);
    std::string bytes;
    while (true) {
        const auto more = next_bytes(now);
        if (more.empty()) return bytes;
        bytes += more;
    }
}

std::string LineSender::next_bytes(HostTime now) {
    if (settle_until_) return {};
    const bool overdue = !waiting_.empty() && now >= due() && questions_ < most_questions;
    if (cursor_ < next_) {
        const Sent* again = find(cursor_);
        ASSERT(again);
        if (!may_send(again->line.text.size()) && !overdue) return {};
        if (overdue) ++questions_;
        return (overdue ? "\n" : "") + transmit(*again, now);
    }
    if (numbered_ && !wants_numbers() && waiting_.empty()) numbered_ = false;
    if (wants_numbers() && !numbered_ && waiting_.empty()) return begin_stream(now);
    if (auto line = next_line()) return send_new(std::move(*line), now);
    if (!overdue) return {};
    ++questions_;
    return send_new(question(), now);
}

// Counting begins anew when nothing is on its way any more.
std::string LineSender::begin_stream(HostTime now) {
    numbered_ = true;
    synchronised_ = false;
    next_ = cursor_ = confirmed_ = 0;
    history_.clear();
    return send_new({{"M110 N0", 0, true}}, now);
}

std::optional<LineSender::Sent> LineSender::next_line() {
    if (wants_numbers() && !numbered_) return std::nullopt;
    if (numbered_ && !synchronised_) {
        if (!waiting_.empty()) return std::nullopt;
        if (++unclear_ <= max_unclear) return question();
        synchronised_ = true;  // by its answers, which tell no temperatures
        unclear_ = 0;
    }
    if (!queued_.empty()) return next_queued();
    if (!source_ || held_) return std::nullopt;
    if (!taken_ && !at_end_) {
        if (auto text = source_()) taken_ = Outgoing{std::move(*text), 0, false};
        at_end_ = !taken_.has_value();
    }
    if (taken_) {
        if (!may_send(taken_->text.size())) return std::nullopt;
        return Sent{std::move(*std::exchange(taken_, std::nullopt))};
    }
    if (!waiting_.empty()) return std::nullopt;
    if (++unclear_ > max_unclear) {
        end_stream();
        return std::nullopt;
    }
    auto last = question();
    last.closing = true;
    return last;
}

std::optional<LineSender::Sent> LineSender::next_queued() {
    const auto& text = queued_.front().text;
    if (!may_send(text.size()) && !ends_wait(text)) return std::nullopt;
    Sent sent{std::move(queued_.front())};
    queued_.pop_front();
    return sent;
}

LineSender::Sent LineSender::question() {
    return {.line = {"M105", 0, true}, .question = true};
}

std::string LineSender::send_new(Sent sent, HostTime now) {
    sent.number = next_++;
    history_.push_back(std::move(sent));
    while (history_.size() > history_length && history_.front().number < cursor_ &&
           (waiting_.empty() || history_.front().number < waiting_.front()))
        history_.pop_front();
    ASSERT(cursor_ + 1 == next_);
    return transmit(history_.back(), now);
}

std::string LineSender::transmit(const Sent& sent, HostTime now) {
    if (waiting_.empty()) {
        questions_ = 0;
        silent_since_ = now;
    }
    last_life_ = now;
    waiting_.push_back(sent.number);
    cursor_ = sent.number + 1;
    if (listener_.sent && !sent.told) listener_.sent(sent.line);
    const std::string text =
        numbered_ ? with_checksum(sent.number, sent.line.text) : sent.line.text;
    // What is left of a garbled line must not become the front of a question.
    return (sent.question ? "\n" : "") + text + "\n";
}

bool LineSender::may_send(std::size_t bytes) const {
    if (waiting_.empty()) return true;
    if (!numbered_) return false;
    const auto room = static_cast<std::size_t>(std::max(room_, 1));
    return waiting_.size() < std::min(room, max_ahead) && bytes_ahead() + bytes < max_bytes_ahead;
}

std::size_t LineSender::bytes_ahead() const {
    constexpr std::size_t number_and_checksum = 14;
    std::size_t bytes = 0;
    for (const auto number : waiting_)
        bytes += history_[number - history_.front().number].line.text.size() + number_and_checksum;
    return bytes;
}

HostTime LineSender::due() const {
    if (answers_due_ || (nothing_to_do_ && questions_ == 0)) return after(last_life_, idleness);
    const double seconds = patience.count() * static_cast<double>(1 << std::min(questions_, 4));
    return after(last_life_, std::min(base::Seconds(seconds), most_patience));
}

HostTime LineSender::next_wake() const {
    if (settle_until_) return *settle_until_;
    if (waiting_.empty()) return HostTime::max();
    if (questions_ < most_questions || answers_due_) return due();
    return end_of_patience();
}

base::Seconds LineSender::patience_at_hand() const {
    const Sent* oldest = waiting_.empty() ? nullptr : find(waiting_.front());
    const auto patience_with_it = oldest ? longest_silence(oldest->line.text) : std::nullopt;
    return patience_with_it.value_or(forever);
}

HostTime LineSender::end_of_patience() const {
    const auto at_hand = patience_at_hand();
    return at_hand < forever ? after(silent_since_, at_hand) : HostTime::max();
}

}  // namespace escapement::client
