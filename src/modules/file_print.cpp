// Feeds lines, pauses, resumes, gives up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/file_print.hpp"

#include <utility>

#include "gcode/line.hpp"
#include "modules/toolhead.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// Between so many lines everything else gets its turn even if nothing waits.
constexpr std::uint64_t lines_without_break = 32;

bool is_comment(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    return first == std::string_view::npos || line[first] == ';';
}

}  // namespace

FilePrint::FilePrint(Parts parts)
    : parts_(std::move(parts)),
      start_(parts_.context.executor, [this] { task_->start(); }),
      halt_(parts_.context.executor, [this] { drop_task(); }),
      shut_down_(parts_.context.events.shut_down.connect(
          [this](const printer::ShutDown& event) { halt(event.reason); })) {}

FilePrint::~FilePrint() {
    drop_task();
}

void FilePrint::drop_task() {
    start_.cancel();
    task_.reset();
    turn_.reset();
    in_line_ = laid_aside_ = false;
}

void FilePrint::start() {
    if (is_active()) throw printer::CommandError("SD busy");
    pausing_ = pause_wanted_ = false;
    if (std::exchange(phase_, Phase::running) == Phase::parked) {
        if (resumed_) resumed_->complete(true);
        return;
    }
    interrupted_ = failed_ = false;
    task_.emplace(work());
    start_.set(parts_.context.executor.now());
}

void FilePrint::pause() {
    if (!is_active()) return;
    pausing_ = true;
    if (in_line_) return;
    if (laid_aside_) {
        phase_ = Phase::parked;
    } else {
        drop_task();
        phase_ = Phase::at_rest;
    }
    parts_.on_end(Outcome::paused, "");
}

void FilePrint::pause_soon() {
    if (!in_line_) return pause();
    pause_wanted_ = true;
    parts_.context.turns.nudge();
}

bool FilePrint::stop() {
    pausing_ = true;
    if (in_line_) return true;
    drop_task();
    phase_ = Phase::at_rest;
    return false;
}

// The line that runs may be the one that shuts the printer down: it is not ended from within.
void FilePrint::halt(const std::string& reason) {
    if (phase_ == Phase::at_rest) return;
    pausing_ = failed_ = true;
    message_ = reason;
    end(Outcome::failed);
    halt_.set(parts_.context.executor.now());
}

void FilePrint::end(Outcome outcome) {
    if (std::exchange(phase_, Phase::at_rest) == Phase::at_rest) return;
    parts_.on_end(outcome, message_);
}

void FilePrint::set_offset(std::uint64_t offset) {
    const auto place = parts_.source.place_at(offset);
    if (!place) throw printer::CommandError(place.error().what);
    if (phase_ == Phase::parked) stop();
    position_ = *place;
}

runtime::Task<> FilePrint::take_turn() {
    auto taking = parts_.context.turns.take(this);
    turn_.emplace(co_await taking);
}

base::Seconds FilePrint::in_line_for() const {
    if (!in_line_) return laid_aside_ ? line_so_far_ : base::Seconds{};
    return parts_.context.executor.now() - line_began_;
}

runtime::Task<> FilePrint::step_aside() {
    line_so_far_ = in_line_for();
    in_line_ = false;
    laid_aside_ = true;
    auto& turns = parts_.context.turns;
    do {
        turn_.reset();
        if (std::exchange(pause_wanted_, false)) pause();
        co_await turns.wait_for_quiet();
        while (pausing_) {
            resumed_.emplace(parts_.context.executor);
            auto wait = resumed_->wait();
            co_await wait;
        }
        co_await take_turn();
    } while (pausing_ || pause_wanted_ || turns.pause_announced());
    laid_aside_ = false;
    in_line_ = true;
    line_began_ = parts_.context.executor.now() - runtime::Executor::to_duration(line_so_far_);
}

runtime::Task<> FilePrint::work() {
    toolhead_ = &parts_.context.modules.the<ToolheadModule>().toolhead();
    Outcome outcome = Outcome::failed;
    if (auto sought = parts_.source.seek(position_); !sought)
        co_await fail(sought.error().what);
    else if (co_await may_begin())
        outcome = co_await run_lines();
    if (outcome == Outcome::abandoned) co_await wait_for_verdict();
    end(outcome);
}

runtime::Task<bool> FilePrint::may_begin() {
    std::string trouble;
    try {
        if (position_.offset == 0 && parts_.before_beginning) co_await parts_.before_beginning();
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (trouble.empty()) co_return true;
    co_await fail(trouble);
    co_return false;
}

runtime::Task<FilePrint::Outcome> FilePrint::run_lines() {
    while (true) {
        if (pausing_ || pause_wanted_) co_return Outcome::paused;
        if (interrupted_ || parts_.context.turns.interrupted()) co_return Outcome::abandoned;
        auto next = parts_.source.next();
        if (!next) co_await fail(next.error().what);
        if (failed_) co_return Outcome::failed;
        if (!*next) co_return Outcome::complete;
        const gcode::SourceLine line = **next;
        next_ = {line.end, line.number};
        if (!is_comment(line.text)) co_await run_line(line);
        if (failed_) co_return Outcome::failed;
        if (interrupted_) continue;
        co_await leave_room(line.number);
    }
}

// Nothing is carried out any more if a pause or a cancel came before its turn.
runtime::Task<> FilePrint::run_line(gcode::SourceLine line) {
    co_await take_turn();
    if (pausing_ || pause_wanted_ || parts_.context.turns.interrupted()) {
        turn_.reset();
        co_return;
    }
    const gcode::SourcePlace behind = next_;
    in_line_ = true;
    line_began_ = parts_.context.executor.now();
    co_await carry_out(line.text);
    in_line_ = false;
    turn_.reset();
    if (failed_ || interrupted_) co_return;
    position_ = next_;
    if (next_ == behind) co_return;
    if (auto sought = parts_.source.seek(next_); !sought) co_await fail(sought.error().what);
}

runtime::Task<> FilePrint::carry_out(std::string_view text) {
    std::optional<printer::CommandError> error;
    gcode::Line line;
    line.parse(text);
    const PrintWitness& witness = parts_.witness;
    try {
        if (witness.before_line) witness.before_line(line, parts_.source.place());
        if (auto rest = parts_.context.gcode.run(line)) co_await *rest;
        if (witness.after_line) witness.after_line(line, parts_.source.place());
    } catch (const printer::Interrupted&) {
        interrupted_ = true;
    } catch (const printer::CommandError& refusal) {
        error = refusal;
    } catch (const std::exception&) {
        parts_.context.shut_down("Internal error on command:\"" + std::string(line.command()) +
                                 "\"");
    }
    if (error && !failed_) co_await react(*error, parts_.source.place() + ": " + error->what());
}

runtime::Task<> FilePrint::react(const printer::CommandError& error, const std::string& what) {
    Reaction reaction = Reaction::end;
    if (const auto& failed = parts_.witness.failed) {
        if (failed(error.what())) reaction = Reaction::go_on;
    } else {
        auto reacting = parts_.on_trouble(error, what);
        reaction = co_await reacting;
    }
    if (reaction == Reaction::go_on) co_return;
    (reaction == Reaction::pause ? pausing_ : failed_) = true;
    message_ = what;
}

// The file itself is no good.
runtime::Task<> FilePrint::fail(const std::string& what) {
    co_await take_turn();
    in_line_ = true;
    const printer::CommandError error(what);
    auto reacting = parts_.on_trouble(error, what);
    co_await reacting;
    in_line_ = false;
    turn_.reset();
    failed_ = true;
    message_ = what;
}

runtime::Task<> FilePrint::leave_room(std::uint64_t number) {
    parts_.on_progress();
    try {
        if (toolhead_->full())
            co_await toolhead_->wait_for_room();
        else if (number % lines_without_break == 0)
            co_await parts_.context.executor.yield();
    } catch (const printer::Interrupted&) {
        interrupted_ = true;
    }
}

// Whoever ended the line has a moment to say what is to become of the print.
runtime::Task<> FilePrint::wait_for_verdict() {
    co_await parts_.context.turns.wait_for_quiet();
    co_await take_turn();
    turn_.reset();
}

}  // namespace escapement::modules
