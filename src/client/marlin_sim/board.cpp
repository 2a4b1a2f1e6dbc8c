// What Marlin does with bytes and lines; commands are in board_commands.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/board.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "client/marlin_sim/board_commands.hpp"
#include "client/moments.hpp"

namespace escapement::client::marlin_sim {

namespace {

using base::HostTime;
using base::Seconds;

constexpr Seconds busy_period{2.0};
constexpr Seconds report_period{1.0};

constexpr std::string_view simulation_mark = "!sim";

bool is_for_simulation(std::string_view line) {
    return line.starts_with(simulation_mark);
}

constexpr const char* boot_text[] = {"start",
                                     "Marlin 2.1.2.1 (simulated)",
                                     "",
                                     "echo: Last Updated: 2023-05-16 | Author: (nobody)",
                                     "echo: Compiled: never",
                                     "echo: Free Memory: 4120  PlannerBufferBytes: 1536",
                                     "echo:Hardcoded Default Settings Loaded",
                                     "echo:SD card ok"};

}  // namespace

Board::Board(BoardOptions options, HostTime now)
    : options_(std::move(options)),
      heaters_(options_.tools),
      random_(options_.seed * 2654435761u + 1) {
    heaters_.advance(now);
    reset(now);
}

void Board::reset(HostTime now) {
    unread_.clear();
    partial_.clear();
    output_.clear();
    answer_.clear();
    queue_.clear();
    current_.reset();
    moves_.clear();
    halted_ = relative_ = heat_wait_ = false;
    last_line_ = 0;
    feed_rate_ = flow_ = 100;
    babystep_ = 0;
    heaters_.off();
    card_.cancel();
    temperature_reports_ = card_reports_ = {};
    boots_at_ = after(now, options_.boot_time);
}

void Board::boot(HostTime) {
    boots_at_.reset();
    for (const char* line : boot_text) say(line);
}

void Board::say(std::string_view text) {
    output_ += text;
    output_ += '\n';
}

double Board::chance() {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return static_cast<double>(random_ >> 11) / static_cast<double>(std::uint64_t{1} << 53);
}

// A board that boots does not listen, and one that is full does not either.
void Board::hear(std::string_view bytes, HostTime) {
    if (boots_at_) return;
    const auto room = max_unread - std::min(unread_.size(), max_unread);
    unread_ += bytes.substr(0, room);
}

void Board::take_bytes() {
    while (!unread_.empty() && queue_.size() < queue_length) {
        const char byte = unread_.front();
        unread_.erase(0, 1);
        if (byte != '\n' && byte != '\r') {
            if (partial_.size() < max_line) partial_ += byte;
            continue;
        }
        auto line = std::exchange(partial_, {});
        line = std::string(base::trim(line.substr(0, line.find(';'))));
        if (!line.empty() && !obey(line)) take_line(std::move(line));
    }
    // Stopping is recognised before a line has its turn.
    if (unread_.find("M112") != std::string::npos) halt("kill() called!");
}

void Board::take_line(std::string line) {
    std::optional<std::uint64_t> number;
    if (!check(line, number)) return;
    if (line.starts_with("M112")) return halt("kill() called!");
    if (halted_) return;
    auto fault = number ? fault_at(*number) : std::nullopt;
    if (fault && fault->kind == Fault::Kind::resend) {
        last_line_ = *number - 1;
        return refuse("checksum mismatch");
    }
    queue_.push_back({std::move(line), number, fault});
}

// Does what the simulation is told, and says whether it was.
bool Board::obey(std::string_view line) {
    if (!is_for_simulation(line)) return false;
    if (const auto fault = fault_of(std::string(line))) suffer(*fault);
    return true;
}

std::optional<Fault> Board::fault_of(const std::string& line) {
    if (!is_for_simulation(line)) return std::nullopt;
    const auto fault = parse_fault(line.substr(simulation_mark.size()));
    if (!fault) say("echo:!sim: " + fault.error().what);
    return fault ? std::optional(*fault) : std::nullopt;
}

// The one that waits for this line.
std::optional<Fault> Board::fault_at(std::uint64_t line) {
    auto& faults = options_.faults;
    const auto found = std::find_if(
        faults.begin(), faults.end(), [=](const TimedFault& timed) { return timed.line == line; });
    if (found == faults.end()) return std::nullopt;
    const auto fault = found->fault;
    faults.erase(found);
    return fault;
}

void Board::suffer(const Fault& fault) {
    switch (fault.kind) {
        case Fault::Kind::reset:
            return reset(now_);
        case Fault::Kind::kill:
            return halt("Heating failed, system stopped! Heater_ID: 0");
        case Fault::Kind::runaway:
            return halt("Thermal Runaway, system stopped! Heater_ID: 0");
        case Fault::Kind::lose_ok:
            lose_ok_ = true;
            return;
        case Fault::Kind::resend:
            return refuse("checksum mismatch");
        case Fault::Kind::unplug:
            unplugging_ = Seconds(fault.value);
            return;
        case Fault::Kind::card:
            card_.bytes_per_s = fault.value;
            return;
    }
}

// Afterwards there may be no current command any more.
void Board::suffer_for(const Command& command) {
    const auto fault = command.fault ? command.fault : fault_of(command.text);
    if (!fault) return;
    suffer(*fault);
    if (fault->kind == Fault::Kind::resend) current_.reset();  // that has said "ok" already
}

void Board::halt(const char* why) {
    if (std::exchange(halted_, true)) return;
    heaters_.off();
    card_.cancel();
    queue_.clear();
    current_.reset();
    unread_.clear();
    say(std::string("Error:") + why);
    say("Error:Printer halted. kill() called!");
}

// Takes number and checksum off a line; false if they are wrong, which has been told then.
bool Board::check(std::string& line, std::optional<std::uint64_t>& number) {
    const auto star = line.rfind('*');
    if (line[0] != 'N') {
        if (star != std::string::npos) refuse("No Line Number with checksum");
        return star == std::string::npos;
    }
    char* end = nullptr;
    number = std::strtoull(line.c_str() + 1, &end, 10);
    const auto text = line.substr(static_cast<std::size_t>(end - line.c_str()));
    const bool counts_anew = text.find("M110") != std::string::npos;
    const auto refused = [&](const char* why) {
        refuse(why);
        return false;
    };
    if (*number != last_line_ + 1 && !counts_anew)
        return refused("Line Number is not Last Line Number+1");
    if (star == std::string::npos) return refused("No Checksum with line number");
    unsigned sum = 0;
    for (std::size_t i = 0; i < star; ++i) sum ^= static_cast<unsigned char>(line[i]);
    if (std::strtoul(line.c_str() + star + 1, nullptr, 10) != sum)
        return refused("checksum mismatch");
    last_line_ = *number;
    line = std::string(base::trim(text.substr(0, text.find('*'))));
    return true;
}

void Board::refuse(const char* why) {
    unread_.clear();
    const auto next = std::to_string(last_line_ + 1);
    say(std::string("Error:") + why + ", Last Line: " + std::to_string(last_line_));
    say(options_.short_resend ? "rs N" + next : "Resend: " + next);
    say("ok");
}

std::string Board::poll(HostTime now) {
    now_ = now;
    heaters_.advance(now);
    if (boots_at_ && now >= *boots_at_) boot(now);
    if (boots_at_) return std::exchange(output_, {});
    while (true) {
        take_bytes();
        const auto before = queue_.size() + (current_ ? 1 : 0);
        work(now);
        if (queue_.size() + (current_ ? 1 : 0) == before) break;
    }
    if (card_.advance(now)) say("Done printing file");
    if (!halted_) report(now);
    return std::exchange(output_, {});
}

void Board::work(HostTime now) {
    while (!moves_.empty() && moves_.front() <= now) moves_.pop_front();
    if (current_ && is_done(now)) finish(now);
    while (!current_ && !queue_.empty()) {
        current_ = std::move(queue_.front());
        queue_.pop_front();
        busy_until_ = busy_said_ = now;
        suffer_for(Command(*current_));
        if (!current_) continue;
        if (!is_for_simulation(current_->text)) begin(*current_, now);
        if (options_.random_busy > 0.0 && chance() < options_.random_busy)
            busy_until_ = after(now, Seconds(1.0 + 6.0 * chance()));
        if (is_done(now)) finish(now);
    }
    if (current_) tell_progress(now);
}

bool Board::is_done(HostTime now) {
    if (heat_wait_) {
        const bool bed = current_->text.starts_with("M190");
        if (bed ? !heaters_.bed_reached() : !heaters_.reached(tool_)) return false;
    }
    return now >= busy_until_ && moves_.size() <= planner_length;
}

void Board::finish(HostTime) {
    heat_wait_ = false;
    if (!std::exchange(lose_ok_, false)) say(acknowledgement(*current_));
    answer_.clear();
    current_.reset();
}

std::string Board::acknowledgement(const Command& command) const {
    std::string ok = "ok";
    if (options_.advanced_ok) {
        if (command.number) ok += " N" + std::to_string(*command.number);
        const auto moves = std::min(moves_.size(), planner_length - 1);
        ok += " P" + std::to_string(planner_length - 1 - moves);
        ok += " B" + std::to_string(queue_length - 1 - std::min(queue_.size(), queue_length - 1));
    }
    return answer_.empty() ? ok : ok + " " + answer_;
}

void Board::tell_progress(HostTime now) {
    const auto period = heat_wait_ ? report_period : busy_period;
    if (now < after(busy_said_, period)) return;
    busy_said_ = now;
    if (heat_wait_)
        say(" " + heaters_.report(tool_) + " W:?");
    else if (options_.says_busy)
        say("echo:busy: processing");
}

// Marlin writes both reports at once, each a bit at a time, when both are due.
void Board::report(HostTime now) {
    const auto due = [&](Reports& reports) {
        if (reports.period_s <= 0.0 || now < reports.due) return false;
        reports.due = after(now, Seconds(reports.period_s));
        return true;
    };
    const bool temperatures = due(temperature_reports_), progress = due(card_reports_);
    if (temperatures && progress)
        say(" T:" + card_.progress() + heaters_.report(tool_).substr(2));
    else if (temperatures)
        say(" " + heaters_.report(tool_));
    else if (progress)
        say(card_.progress());
}

HostTime Board::next_wake() const {
    if (boots_at_) return *boots_at_;
    if (!output_.empty() || (!unread_.empty() && queue_.size() < queue_length)) return now_;
    auto wake = HostTime::max();
    if (current_) {
        if (busy_until_ > now_) wake = std::min(wake, busy_until_);
        wake = std::min(wake, after(busy_said_, heat_wait_ ? report_period : busy_period));
        if (moves_.size() > planner_length) wake = std::min(wake, moves_.front());
    }
    if (temperature_reports_.period_s > 0.0) wake = std::min(wake, temperature_reports_.due);
    if (card_reports_.period_s > 0.0) wake = std::min(wake, card_reports_.due);
    if (card_.printing()) wake = std::min(wake, after(now_, report_period));
    return wake;
}

}  // namespace escapement::client::marlin_sim
