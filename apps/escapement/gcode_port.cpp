// Reads, carries out, acknowledges.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/gcode_port.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "printer/errors.hpp"

namespace escapement::app {
namespace {

constexpr std::size_t longest_line = 4096;
// So many lines are carried out before others get their turn.
constexpr int lines_per_turn = 32;
// A terminal that takes nothing is asked again after this time.
constexpr std::chrono::milliseconds stall_pause(10);

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_blank(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

bool is_emergency_stop(std::string_view line) {
    if (!line.empty() && (line[0] == 'N' || line[0] == 'n')) {
        const auto digits = std::find_if_not(line.begin() + 1, line.end(), is_digit);
        if (digits == line.begin() + 1) return false;
        line.remove_prefix(static_cast<std::size_t>(digits - line.begin()));
    }
    const auto begin = std::find_if_not(line.begin(), line.end(), is_blank);
    line.remove_prefix(static_cast<std::size_t>(begin - line.begin()));
    constexpr std::size_t length = 4;
    if (!line.starts_with("M112") && !line.starts_with("m112")) return false;
    return line.size() == length || is_blank(line[length]);
}

GcodePort::~GcodePort() = default;

void GcodePort::serve(Host* host) {
    running_.reset();
    host_ = host;
    if (host_) host_->console().listen([this](std::string_view text) { say(text); });
    wake_ = base::HostTime::min();
}

void GcodePort::say(std::string_view text) {
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

void GcodePort::add_line(std::string line) {
    if (std::exchange(overlong_, false)) {
        say("!! Line of more than " + std::to_string(longest_line) + " characters ignored");
        line.clear();
    }
    if (host_ && is_emergency_stop(line))
        host_->printer().shut_down("Shutdown due to M112 command");
    waiting_bytes_ += line.size() + 1;
    lines_.push_back(std::move(line));
}

void GcodePort::work() {
    if (!host_) return;
    if (running_ && !running_->done() && host_->printer().state() == printer::State::shut_down)
        end_interrupted();
    for (int count = 0; count < lines_per_turn; ++count) {
        if (running_ && !running_->done()) return;
        running_.reset();
        if (lines_.empty()) return;
        std::string line = std::move(lines_.front());
        lines_.pop_front();
        waiting_bytes_ -= line.size() + 1;
        begin(std::move(line));
    }
    wake_ = base::HostTime::min();
}

void GcodePort::begin(std::string line) {
    if (on_line_) on_line_(line);
    running_.emplace(carry_out(std::move(line)));
    running_->start();
}

// The state of the printer says why; what waits next in line will hear it.
void GcodePort::end_interrupted() {
    running_.reset();
    host_->console().raw("ok");
}

runtime::Task<> GcodePort::carry_out(std::string text) {
    auto& printer = host_->printer();
    auto taking = printer.turns().take();
    const auto turn = co_await taking;
    gcode::Line line;
    line.parse(base::trim(text));
    std::optional<runtime::Task<>> rest;
    host_->console().expect_answer();
    try {
        rest = printer.gcode().run(line);
    } catch (const printer::CommandError& error) {
        complain(error.what());
    } catch (const std::exception&) {
        break_down(line);
    }
    const bool unacknowledged = host_->console().stop_expecting();
    if (rest) {
        std::string trouble;
        bool broken = false;
        try {
            co_await *rest;
        } catch (const printer::CommandError& error) {
            trouble = error.what();
        } catch (const std::exception&) {
            broken = true;
        }
        if (!trouble.empty()) complain(trouble);
        if (broken) break_down(line);
    }
    if (printer.state() == printer::State::ready && host_->toolhead().full())
        co_await host_->toolhead().wait_for_room();
    if (unacknowledged) host_->console().raw("ok");
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
