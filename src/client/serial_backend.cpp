// Keeps the connection, asks what has to be asked, and passes wishes on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_backend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "client/moments.hpp"
#include "client/told_settings.hpp"

namespace escapement::client {

namespace {

using Kind = Event::Kind;

constexpr base::Seconds write_again{0.005};
constexpr std::size_t max_unsent = 4096;
constexpr int questions_until_trouble = 2;
constexpr int questions_until_anew = 8;

bool is_like_marlin(Dialect dialect) {
    return dialect == Dialect::marlin || dialect == Dialect::prusa || dialect == Dialect::unknown;
}

std::string rate_of(int baud) {
    return baud > 0 ? " at " + std::to_string(baud) + " baud" : "";
}

}  // namespace

SerialBackend::SerialBackend(SerialPorts& ports, runtime::Executor& executor, SerialOptions options)
    : ports_(ports),
      executor_(executor),
      options_(std::move(options)),
      known_place_(!options_.port.empty() && options_.baud > 0),
      sender_({[this](const Outgoing& line) { note_sent(line); },
               [this](const Outgoing& line, const std::string& why) { note_done(line, why); },
               [this] { end_print(JobState::finished, {}); }}),
      finder_(ports, executor) {
    snapshot_.abilities = {.files = true, .console = true, .babystep = true, .stream = true};
    finder_.on_place([this](const std::string& path) {
        snapshot_.where = path;
        events_.note_change();
    });
}

// --- The way to the printer.

void SerialBackend::connect() {
    if (task_) return;
    task_.emplace(stay_connected());
    task_->start();
}

// A printer that waits for a temperature owes an answer, which nobody will hear: M108 ends such
// waits where the firmware knows it, and what follows lies in the printer's input until then.
void SerialBackend::disconnect() {
    task_.reset();
    if (line_ && cools_down_) {
        auto lines = cool_down_lines(snapshot_);
        if (snapshot_.dialect != Dialect::klipper) lines.insert(lines.begin(), "M108");
        say_last_words("disconnected", lines);
    }
    if (line_) lose("disconnected");
    set_link(Link::closed, {});
    snapshot_.was_online = false;
}

void SerialBackend::set_link(Link link, std::string trouble) {
    change_link(snapshot_, events_, link, std::move(trouble));
}

runtime::Task<> SerialBackend::stay_connected() {
    while (true) {
        if (known_place_)
            co_await open_port();
        else
            co_await find_port();
        if (line_ && snapshot_.link != Link::online) {
            co_await listen();
            co_await ask();
        }
        while (line_) co_await executor_.after(look_again);
    }
}

runtime::Task<> SerialBackend::find_port() {
    auto pause = least_back_off;
    while (!line_) {
        snapshot_.ports = options_.port.empty() ? ports_.list().size() : 1;
        set_link(Link::searching, snapshot_.trouble);
        auto found = co_await finder_.find(options_);
        snapshot_.no_port = !found && finder_.none_opened();
        if (!found) {
            snapshot_.where.clear();
            set_link(Link::searching, finder_.trouble());
            // Looking again would reset boards that may be printing.
            snapshot_.refused = finder_.several();
            while (snapshot_.refused) co_await executor_.after(most_back_off);
            co_await executor_.after(pause);
            pause = std::min(2.0 * pause, most_back_off);
            continue;
        }
        found_ = options_.port.empty();
        options_.port = found->path;
        options_.baud = found->baud;
        known_place_ = true;
        line_ = std::move(found->line);
        snapshot_.where = options_.port + rate_of(options_.baud);
        answered_ = false;
        for (const auto& text : found->heard) hear(text);
        set_link(Link::listening, {});
        if (answered_) go_online();
    }
}

runtime::Task<> SerialBackend::open_port() {
    auto pause = least_back_off;
    while (!line_) {
        snapshot_.where = options_.port + rate_of(options_.baud);
        set_link(Link::opening, snapshot_.trouble);
        auto opened = ports_.open(options_.port, options_.baud);
        snapshot_.no_port = !opened;
        if (opened) {
            line_ = *std::move(opened);
            splitter_.clear();
            set_link(Link::listening, {});
            co_return;
        }
        set_link(Link::opening, opened.error().what);
        if (found_) follow_port();
        co_await executor_.after(pause);
        pause = std::min(2.0 * pause, most_back_off);
    }
}

// A port that is not there any more may have come back by another name: the only one that was not
// there before.
void SerialBackend::follow_port() {
    auto paths = ports_.list();
    if (std::find(paths.begin(), paths.end(), options_.port) != paths.end()) return;
    std::erase_if(paths, [&](const std::string& path) {
        return std::find(others_.begin(), others_.end(), path) != others_.end();
    });
    if (paths.size() == 1) options_.port = paths.front();
}

// Until the boot text is over, or there is none.
runtime::Task<> SerialBackend::listen() {
    const auto begin = executor_.now();
    spoken_ = false;
    last_boot_text_ = opened_ = begin;
    while (line_) {
        co_await executor_.after(look_again);
        const auto now = executor_.now();
        const auto patience = spoken_ ? quiet_time : options_.boot_time;
        if (now >= after(last_boot_text_, patience) && now >= after(begin, quiet_time)) break;
        if (now >= after(begin, most_listening)) break;
    }
}

// What a printer says now and then whether it is asked or not may be old at first, sent before it
// was reset; later it shows that the printer is up, and there will be no end of it.
void SerialBackend::note_speech(const MarlinLine& line) {
    const auto now = executor_.now();
    const bool chatter = line.wait || line.busy || line.temperatures || line.card_bytes;
    last_heard_ = now;
    if (!chatter) last_boot_text_ = now;
    if (!chatter || now >= after(opened_, quiet_time))
        spoken_ = spoken_ || chatter || line.ok || line.boot || line.unambiguous();
    answered_ = answered_ || line.ok || line.busy;
}

runtime::Task<> SerialBackend::ask() {
    set_link(Link::asking, {});
    may_send_ = true;
    answered_ = false;
    while (line_ && !answered_) {
        if (sender_.idle()) routine("M105");
        co_await executor_.after(look_again);
        if (sender_.questions() >= questions_until_trouble)
            set_link(
                Link::asking,
                snapshot_.where + ": no answer; is the printer switched on, and the rate right?");
        if (sender_.questions() >= questions_until_anew) sender_.clear();
    }
    if (line_) go_online();
}

void SerialBackend::go_online() {
    may_send_ = true;
    last_heard_ = executor_.now();
    others_ = ports_.list();
    std::erase(others_, options_.port);
    snapshot_.was_online = true;
    set_link(Link::online, {});
    events_.add({Kind::notice, "online: " + snapshot_.where});
    greet();
}

void SerialBackend::lose(const std::string& why) {
    line_.reset();
    may_send_ = greeted_ = false;
    unsent_.clear();
    still_hot_ = std::exchange(cools_down_, false) || still_hot_ || print_.active();
    end_print(JobState::failed, "the connection was lost");
    sender_.clear();
    scripts_.drop("the connection was lost");
    if (task_) set_link(Link::opening, why);
}

void SerialBackend::greet() {
    greeted_ = card_asked_ = temperature_asked_ = false;
    card_answers_ = true;
    next_temperature_ = next_card_ = executor_.now();
    routine("M115");
}

void SerialBackend::greet_by_dialect() {
    greeted_ = true;
    const auto dialect = snapshot_.dialect;
    snapshot_.abilities.babystep = !gcode_for(Babystep{0.1}, snapshot_).empty();
    if (dialect != Dialect::klipper && dialect != Dialect::smoothie) routine("M155 S0");
    if (is_like_marlin(dialect)) routine("M27 S0");
    if (dialect != Dialect::marlin) return;
    routine("M220");
    routine("M221");
}

// --- What comes in.

void SerialBackend::poll(base::HostTime now) {
    if (!line_) return;
    read();
    if (!line_) return;
    if (snapshot_.link == Link::online && sender_.questions() > 0 &&
        now >= after(last_heard_, silence))
        set_link(Link::asking, snapshot_.where + ": silent for 30 s");
    if (snapshot_.link == Link::online) ask_routinely(now);
    if (print_.active()) print_.note_progress(now);
    if (!sender_.failure().empty() && print_.active()) give_up_print(sender_.failure());
    if (sender_.given_up(now)) give_up_waiting();
    if (may_send_ || !unsent_.empty()) write();
}

void SerialBackend::read() {
    std::array<std::uint8_t, 2048> buffer{};
    while (const auto count = line_->read(buffer)) {
        const std::string_view bytes(reinterpret_cast<const char*>(buffer.data()), count);
        for (const auto& text : splitter_.take(bytes)) hear(text);
        if (count < buffer.size()) break;
    }
    if (const auto failure = line_->failure(); !failure.empty()) lose(failure);
}

void SerialBackend::hear(const std::string& text) {
    const auto now = executor_.now();
    const auto line = parse_marlin_line(text);
    note_speech(line);
    if (snapshot_.link == Link::asking && snapshot_.was_online && greeted_)
        set_link(Link::online, {});
    const bool alarming =
        line.tone == MarlinLine::Tone::error || line.tone == MarlinLine::Tone::fatal;
    events_.add({alarming ? Kind::alarm : Kind::heard, text, 0, is_routine(line)});
    reader_.hear(line, now);
    if (line.boot) hear_reset(line);
    if (line.tone == MarlinLine::Tone::fatal) {
        end_print(JobState::failed, line.text);
        scripts_.drop(line.text);
    }
    if (line.refused) refusal_ = line.text;
    if (line.action) hear_action(*line.action);
    sender_.hear(line, now);
    events_.note_change();
}

// Whatever it was told before is forgotten, and so must be what we remember of it.
void SerialBackend::hear_reset(const MarlinLine&) {
    if (!may_send_) return;
    events_.add({Kind::alarm, "the printer has been reset"});
    end_print(JobState::failed, "the printer has been reset");
    sender_.clear();
    scripts_.drop("the printer has been reset");
    if (snapshot_.link == Link::online) greet();
}

bool SerialBackend::is_routine(const MarlinLine& line) const {
    if (line.tone == MarlinLine::Tone::error || line.tone == MarlinLine::Tone::fatal) return false;
    if (line.busy || line.wait || line.resend) return true;
    if (reader_.listing()) return !people_ask_;
    if (line.ok && !line.temperatures && !line.position && !line.firmware) return true;
    if (sender_.unanswered() > 0) return !people_ask_;
    return line.ok || line.temperatures || line.card_bytes;
}

void SerialBackend::note_sent(const Outgoing& line) {
    people_ask_ = line.ticket != 0 && !line.routine;
    note_told_heat(snapshot_, line.text);
    events_.add({Kind::sent, line.text, 0, !people_ask_});
}

void SerialBackend::note_done(const Outgoing& line, const std::string& complaint) {
    if (complaint.empty()) note_told_factors(snapshot_, line.text);
    if (line.ticket != 0) return scripts_.note_done(line.ticket, complaint);
    if (!line.routine && !complaint.empty() && complaint == refusal_ && print_.active())
        give_up_print(complaint);
    if (!line.routine) return;
    if (line.text == "M115" && !greeted_) greet_by_dialect();
    if (line.text == "M105") temperature_asked_ = false;
    if (line.text != "M27") return;
    card_asked_ = false;
    if (!complaint.empty()) card_answers_ = false;
    const bool printing = snapshot_.job && is_busy(*snapshot_.job);
    if (!std::exchange(still_hot_, false) || printing) return;
    events_.add({Kind::notice, "heaters and fan are switched off, for the print was lost"});
    const auto lines = cool_down_lines(snapshot_);
    scripts_.run({++last_ticket_, {lines.begin(), lines.end()}, false, false, {}});
}

void SerialBackend::end_print(JobState state, const std::string& why) {
    if (!print_.active()) return;
    print_.end(state);
    if (state == JobState::failed) snapshot_.job->trouble = why;
    if (!why.empty()) events_.add({Kind::alarm, "the print has ended: " + why});
    events_.note_change();
}

// --- What goes out.

void SerialBackend::write() {
    if (may_send_ && unsent_.size() < max_unsent) unsent_ += sender_.take_bytes(executor_.now());
    if (print_.wants_stop()) return stop_by_file();
    if (unsent_.empty()) return;
    const auto count =
        line_->write({reinterpret_cast<const std::uint8_t*>(unsent_.data()), unsent_.size()});
    unsent_.erase(0, count);
}

void SerialBackend::ask_routinely(base::HostTime now) {
    if (!greeted_) return;
    if (!temperature_asked_ && now >= next_temperature_) {
        temperature_asked_ = true;
        next_temperature_ = after(now, temperature_period);
        routine("M105");
    }
    if (!card_asked_ && card_answers_ && !print_.active() && now >= next_card_) {
        card_asked_ = true;
        next_card_ = after(now, card_period);
        routine("M27");
    }
}

base::HostTime SerialBackend::next_wake() const {
    if (line_ && !unsent_.empty()) return after(executor_.now(), write_again);
    if (!line_ || !may_send_) return base::HostTime::max();
    auto wake = sender_.next_wake();
    if (snapshot_.link != Link::online || !greeted_) return wake;
    if (!temperature_asked_) wake = std::min(wake, next_temperature_);
    if (!card_asked_ && card_answers_ && !print_.active()) wake = std::min(wake, next_card_);
    return wake;
}

}  // namespace escapement::client
