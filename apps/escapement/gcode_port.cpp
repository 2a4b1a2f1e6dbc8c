// Reads, carries out, acknowledges.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/gcode_port.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "printer/errors.hpp"

namespace escapement::app {
namespace {

constexpr std::size_t longest_line = 4096;
// More at once, say an error that quotes a board's absurd dictionary, would displace all else.
constexpr std::size_t longest_remark = GcodePort::max_unsent / 2;
constexpr std::string_view cut_off = " ... (cut off here)";
// So many lines are carried out before others get their turn.
constexpr int lines_per_turn = 32;
// A terminal that takes nothing is asked again after this time.
constexpr std::chrono::milliseconds stall_pause(10);

}  // namespace

GcodePort::~GcodePort() = default;

void GcodePort::serve(Host& host, std::function<bool()> ending) {
    host_ = &host;
    ending_ = std::move(ending);
    host.console().listen([this](std::string_view text) { say(text); });
    for (Waiting& line : lines_) announce(line);
    wake_ = base::HostTime::min();
}

void GcodePort::serve_nobody() {
    running_.reset();
    host_ = nullptr;
    ending_ = nullptr;
    for (Waiting& line : lines_) line.announcement.reset();
}

void GcodePort::say(std::string_view text) {
    if (text.size() > longest_remark)
        return say(std::string(text.substr(0, longest_remark - cut_off.size())).append(cut_off));
    if (!deaf_ && unsent_.size() + text.size() < max_unsent) unsent_.append(text) += '\n';
    wake_ = base::HostTime::min();
}

void GcodePort::poll(base::HostTime now) {
    wake_ = runtime::never;
    if (has_appetite()) read();
    work();
    write(now);
    if (!unsent_.empty()) wake_ = std::min(wake_, now + stall_pause);
    if (const bool hungry = has_appetite(); hungry != was_hungry_) {
        was_hungry_ = hungry;
        if (on_appetite_) on_appetite_(hungry);
        if (hungry) wake_ = now;
    }
}

void GcodePort::read() {
    std::array<std::uint8_t, 4096> buffer;
    while (has_appetite()) {
        const std::size_t size = terminal_.read(buffer);
        if (size == 0) return;
        bytes_read_ += size;
        deaf_ = false;
        take_lines({reinterpret_cast<const char*>(buffer.data()), size});
    }
}

void GcodePort::take_lines(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        partial_.append(text.substr(0, end));
        if (partial_.size() > longest_line) {
            overlong_ = true;
            partial_.clear();
        }
        if (end == std::string_view::npos) return;
        add_line(std::exchange(partial_, {}));
        text.remove_prefix(end + 1);
    }
}

void GcodePort::add_line(std::string text) {
    if (std::exchange(overlong_, false)) {
        say("!! Line of more than " + std::to_string(longest_line) + " characters ignored");
        text.clear();
    }
    Waiting line{.text = std::move(text), .announcement = {}};
    if (host_ && printer::urgency_of(line.text) == printer::Urgency::stop)
        host_->printer().shut_down("Shutdown due to M112 command");
    announce(line);
    waiting_bytes_ += line.text.size() + 1;
    lines_.push_back(std::move(line));
}

// What runs now makes way for it at once, though it has to wait for the lines before it.
void GcodePort::announce(Waiting& line) {
    using printer::Urgency;
    const Urgency urgency = host_ ? printer::urgency_of(line.text) : Urgency::none;
    if (urgency == Urgency::pause || urgency == Urgency::cancel)
        line.announcement.emplace(
            host_->printer().turns().announce(urgency, std::string(base::trim(line.text))));
}

void GcodePort::work() {
    if (!host_) return;
    if (running_ && !running_->done() && host_->printer().state() == printer::State::shut_down)
        end_interrupted();
    for (int count = 0; count < lines_per_turn; ++count) {
        if (running_ && !running_->done()) return;
        running_.reset();
        if (lines_.empty() || ending_()) return;
        Waiting line = std::move(lines_.front());
        lines_.pop_front();
        waiting_bytes_ -= line.text.size() + 1;
        begin(std::move(line));
    }
    wake_ = base::HostTime::min();
}

void GcodePort::begin(Waiting line) {
    if (on_line_) on_line_(line.text);
    running_.emplace(carry_out(std::move(line)));
    running_->start();
}

// The state of the printer says why; what waits next in line will hear it.
void GcodePort::end_interrupted() {
    running_.reset();
    host_->console().raw("ok");
}

runtime::Task<> GcodePort::carry_out(Waiting waiting) {
    auto& turns = host_->printer().turns();
    auto taking = waiting.announcement ? turns.take_first() : turns.take();
    const auto turn = co_await taking;
    waiting.announcement.reset();
    gcode::Line line;
    line.parse(base::trim(waiting.text));
    const auto before = motion_so_far();
    bool acknowledged = false;
    std::string trouble;
    bool broken = false;
    try {
        auto rest = begin_command(line, acknowledged);
        if (rest) co_await *rest;
        if (motion_so_far() != before) co_await wait_for_room();
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    } catch (const std::exception&) {
        broken = true;
    }
    if (!trouble.empty()) complain(trouble);
    if (broken) break_down(line);
    if (!acknowledged) host_->console().raw("ok");
}

// What a command says before it has to wait may be its acknowledgement.
std::optional<runtime::Task<>> GcodePort::begin_command(const gcode::Line& line,
                                                        bool& acknowledged) {
    auto& console = host_->console();
    console.expect_answer();
    try {
        auto rest = host_->printer().gcode().run(line);
        acknowledged = !console.stop_expecting();
        return rest;
    } catch (...) {
        acknowledged = !console.stop_expecting();
        throw;
    }
}

// Who has queued nothing need not wait until there is room for more.
GcodePort::Motion GcodePort::motion_so_far() const {
    if (host_->printer().state() != printer::State::ready) return {};
    return {host_->toolhead().print_time(), host_->toolhead().position()};
}

runtime::Task<> GcodePort::wait_for_room() {
    if (host_->printer().state() != printer::State::ready) co_return;
    try {
        if (host_->toolhead().full()) co_await host_->toolhead().wait_for_room();
    } catch (const printer::Interrupted&) {
        // What the line asked for is done.
    }
}

void GcodePort::complain(const std::string& what) {
    host_->console().error(what);
}

// Anything but a refusal is a mistake of this program: better to stop than to go on.
void GcodePort::break_down(const gcode::Line& line) {
    const std::string what = "Internal error on command:\"" + std::string(line.command()) + "\"";
    host_->printer().shut_down(what);
    complain(what);
}

void GcodePort::write(base::HostTime now) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(unsent_.data());
    const std::size_t sent = terminal_.write({bytes, unsent_.size()});
    unsent_.erase(0, sent);
    if (unsent_.empty() || sent > 0) last_sent_ = now;
    deaf_ = deaf_ || base::Seconds(now - last_sent_) > deafness;
    if (deaf_) unsent_.clear();
}

}  // namespace escapement::app
