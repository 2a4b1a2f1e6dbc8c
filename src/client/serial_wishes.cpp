// What people wish of a printer on a serial port, and how that ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_wishes.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/moments.hpp"
#include "client/serial_backend.hpp"

namespace escapement::client {

namespace {

// Of the first of two scripts that carry out one wish.
constexpr Ticket inner_ticket = 0x8000'0000'0000'0000;

// Whether the firmware switches heaters off by itself when a print from its card is cancelled.
bool cancel_cools(Dialect dialect) {
    return dialect != Dialect::repetier && dialect != Dialect::smoothie;
}

}  // namespace

bool starts_print(const Command& command) {
    return std::holds_alternative<StartFile>(command) ||
           std::holds_alternative<StreamFile>(command);
}

std::string SerialBackend::refusal(const Command& command) const {
    if (client::stops_everything(command)) return stop_refusal();
    if (snapshot_.link != Link::online) return "there is no printer online";
    if (scripts_.full()) return "too much is waiting already";
    const bool busy =
        snapshot_.job && (is_busy(*snapshot_.job) || snapshot_.job->state == JobState::paused);
    if (busy && starts_print(command)) return "a print is under way";
    if (busy && std::holds_alternative<ListFiles>(command))
        return "the card is not read while it prints";
    if (std::holds_alternative<StreamFile>(command) || print_.active()) return {};
    const bool nothing_to_undo = std::holds_alternative<ResetBabystep>(command);
    if (gcode_for(command, snapshot_).empty() && !nothing_to_undo)
        return std::string(dialect_name(snapshot_.dialect)) + " has no command for this";
    return {};
}

// The only port where the printer can be; empty: there are several, or none.
std::string SerialBackend::lone_port() const {
    if (!options_.port.empty()) return options_.port;
    const auto paths = ports_.list();
    return paths.size() == 1 ? paths.front() : "";
}

std::string SerialBackend::stop_refusal() const {
    if (line_ || (snapshot_.link == Link::searching && !lone_port().empty())) return {};
    if (snapshot_.link == Link::searching && ports_.list().size() > 1)
        return "M112 is not sent: no printer has answered yet, and there are several ports; name "
               "its own with --port";
    return snapshot_.trouble.empty() ? "there is no printer online" : snapshot_.trouble;
}

Ticket SerialBackend::submit(const Command& command) {
    const Ticket ticket = ++last_ticket_;
    if (const auto why = refusal(command); !why.empty())
        scripts_.finish(ticket, why);
    else
        carry_out(ticket, command);
    events_.note_change();
    return ticket;
}

void SerialBackend::carry_out(Ticket ticket, const Command& command) {
    const bool paused = std::holds_alternative<Pause>(command);
    if (client::stops_everything(command)) {
        if (line_) return stop_everything(ticket);
        task_.emplace(stop_unheard(ticket, lone_port()));
        return task_->start();
    }
    if (const auto* file = std::get_if<StreamFile>(&command)) {
        const auto started = print_.start(file->path, executor_.now());
        return scripts_.finish(ticket, started ? "" : started.error().what);
    }
    if (print_.active()) {
        if (paused) return pause_stream(ticket);
        if (std::holds_alternative<Resume>(command)) return resume_stream(ticket);
        if (std::holds_alternative<Cancel>(command)) return cancel_stream(ticket);
    }
    if (std::holds_alternative<Cancel>(command)) return cancel_card(ticket);
    if (paused) reader_.job().pausing();
    const auto lines = lines_for(command);
    scripts_.run({ticket,
                  {lines.begin(), lines.end()},
                  starts_print(command),
                  std::holds_alternative<ListFiles>(command),
                  [this, command](const std::string& complaint) {
                      if (complaint.empty()) apply(command);
                  }});
}

Lines SerialBackend::lines_for(const Command& command) const {
    auto lines = gcode_for(command, snapshot_);
    if (!std::holds_alternative<ListFiles>(command)) return lines;
    if (snapshot_.dialect == Dialect::klipper) return {"M20"};
    if (reader_.can("EXTENDED_M20") || reader_.can("LONG_FILENAME")) lines.back() = "M20 L";
    return lines;
}

// What the printer does not report is known from what it was told.
void SerialBackend::apply(const Command& command) {
    const auto now = executor_.now();
    if (const auto* step = std::get_if<Babystep>(&command))
        snapshot_.babystep = snapshot_.babystep.value_or(0.0) + step->mm;
    if (std::holds_alternative<ResetBabystep>(command)) snapshot_.babystep = 0.0;
    if (const auto* file = std::get_if<StartFile>(&command))
        reader_.job().started(file_name(snapshot_, file->path), now);
    if (std::holds_alternative<Pause>(command)) reader_.job().paused();
    if (std::holds_alternative<Resume>(command)) reader_.job().resumed(now);
    next_temperature_ = std::min(next_temperature_, after(now, look_again));
    events_.note_change();
}

void SerialBackend::pause_stream(Ticket ticket) {
    if (snapshot_.job->state != JobState::printing)
        return scripts_.finish(ticket, "nothing is printing");
    print_.hold(executor_.now());
    scripts_.run(
        {inner_ticket | ticket, {"M400", "M114"}, false, false, [this, ticket](const std::string&) {
             const auto lines = print_.park();
             scripts_.run(
                 {ticket, {lines.begin(), lines.end()}, false, false, [this](const std::string&) {
                      print_.parked();
                      events_.note_change();
                  }});
         }});
}

void SerialBackend::resume_stream(Ticket ticket) {
    if (snapshot_.job->state != JobState::paused)
        return scripts_.finish(ticket, "nothing is paused");
    const auto lines = print_.unpark();
    scripts_.run({ticket, {lines.begin(), lines.end()}, false, false, [this](const std::string&) {
                      print_.proceed(executor_.now());
                      events_.note_change();
                  }});
}

void SerialBackend::cancel_stream(Ticket ticket) {
    const auto lines = print_.after_cancel();
    end_print(JobState::cancelled, {});
    cool_down(ticket, lines);
}

void SerialBackend::cool_down(Ticket ticket, const Lines& lines) {
    cools_down_ = true;
    scripts_.run({ticket, {lines.begin(), lines.end()}, false, false, [this](const std::string&) {
                      cools_down_ = false;
                  }});
}

// Older firmware only knows how to pause, and a print that is not resumed has ended as well; what
// M524 does besides, switching heaters and fan off, is told then.
void SerialBackend::cancel_card(Ticket ticket) {
    reader_.job().cancelling();
    const auto lines = gcode_for(Cancel{}, snapshot_);
    scripts_.run({inner_ticket | ticket,
                  {lines.begin(), lines.end()},
                  false,
                  false,
                  [this, ticket](const std::string& complaint) {
                      Lines rest;
                      if (!complaint.empty()) rest.emplace_back("M25");
                      if (!complaint.empty() || !cancel_cools(snapshot_.dialect)) stop_heat(rest);
                      scripts_.run({ticket, {rest.begin(), rest.end()}, false, false, {}});
                      reader_.job().cancelled();
                  }});
}

void SerialBackend::stop_heat(Lines& lines) {
    events_.add({Event::Kind::notice,
                 "this firmware leaves heaters on when a print is cancelled: heaters and fan are "
                 "switched off"});
    for (auto& line : cool_down_lines(snapshot_)) lines.push_back(std::move(line));
}

void SerialBackend::stop_everything(Ticket ticket) {
    say_last_words("emergency stop", {"M112"});
    reader_.job().interrupted();
    scripts_.finish(ticket, {});
}

runtime::Task<> SerialBackend::stop_unheard(Ticket ticket, std::string path) {
    const auto failure = co_await say_stop(path);
    scripts_.finish(ticket, failure);
    events_.note_change();
    co_await stay_connected();
}

// Nobody has answered yet, so the rate may be any.  At wrong ones it is garbage that firmware
// drops.
runtime::Task<std::string> SerialBackend::say_stop(std::string path) {
    constexpr std::string_view stop = "\nM112\n";
    constexpr base::Seconds time_to_leave{0.1};  // the port, before the rate changes
    std::vector<int> rates(usual_bauds.begin(), usual_bauds.end());
    if (options_.baud > 0) rates = {options_.baud};
    const auto line = ports_.open(path, rates.front());
    if (!line) co_return line.error().what;
    events_.add({Event::Kind::notice,
                 "no printer has answered yet: M112 goes to " + path + " at each usual rate"});
    for (const int baud : rates) {
        if (const auto set = (*line)->set_baud(baud); !set) continue;
        (*line)->write({reinterpret_cast<const std::uint8_t*>(stop.data()), stop.size()});
        co_await executor_.after(time_to_leave);
    }
    co_return (*line)->failure();
}

void SerialBackend::stop_by_file() {
    end_print(JobState::failed, "the file has an emergency stop (M112) here");
    stop_everything(++last_ticket_);
}

// The print and all that waits ends, whatever the printer still owes; these lines go out at once.
void SerialBackend::say_last_words(const std::string& why, const Lines& lines) {
    end_print(JobState::failed, why);
    sender_.clear();
    scripts_.drop(why);
    temperature_asked_ = card_asked_ = false;
    unsent_ = "\n";
    for (const auto& line : lines) {
        unsent_ += line + "\n";
        events_.add({Event::Kind::sent, line});
    }
    write();
}

// It may still read.  If it ever speaks again it is told so once more, and asked whether it heard.
void SerialBackend::give_up_waiting() {
    const auto minutes = std::to_string(std::lround(sender_.patience_at_hand().count() / 60.0));
    const std::string why = "the printer has not answered for " + minutes + " minutes";
    still_hot_ = still_hot_ || print_.active();
    if (print_.active())
        say_last_words(why, cool_down_lines(snapshot_));
    else
        say_last_words(why, {});
    routine("M105");
}

// What the firmware asks of the host while it prints from there: a filament has run out, or
// somebody stands at the printer's own display.  "paused": it has parked by itself.
void SerialBackend::hear_action(const std::string& action) {
    if (!print_.active()) return;
    if (action == "pause") submit(Pause{});
    if (action == "cancel") submit(Cancel{});
    if (action == "resume" || action == "resumed") submit(Resume{});
    if (action != "paused" || snapshot_.job->state != JobState::printing) return;
    print_.hold(executor_.now());
    print_.parked();
}

// The printer works but does not go on with the print, so nothing must stay hot.
void SerialBackend::give_up_print(const std::string& why) {
    const auto lines = print_.after_cancel();
    end_print(JobState::failed, why);
    cool_down(++last_ticket_, lines);
}

}  // namespace escapement::client
