// Connecting, working, and always ending safe.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/session.hpp"

#include "escapement/board_joining.hpp"
#include "escapement/board_restart.hpp"
#include "escapement/board_texts.hpp"
#include "printer/errors.hpp"

namespace escapement::app {
namespace {

using base::Seconds;
using runtime::Task;

// How long the last messages get to reach the boards.
constexpr Seconds farewell{0.25};
// Heaters are told to be off when their temperature is measured next, and are so a moment later.
constexpr Seconds heaters_off{1.0};
// Ctrl-C waits for what is queued if that takes no longer; if it has not ended after the second
// time, everything stops where it is.
constexpr Seconds calm_lead{3.0};
constexpr Seconds calm_end{5.0};

std::string what_of(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& reason) {
        return reason.what();
    }
}

}  // namespace

Session::Session(const Parts& parts)
    : parts_(parts),
      boards_(parts.links),
      host_(parts.outside, parts.config, parts.machine),
      missing_({host_, parts.wiring, boards_, parts.journal}),
      ending_(host_.executor()),
      end_timer_(host_.executor(), [this] { finished_ = true; }) {
    host_.on_restart([this](printer::Restart kind) { begin_anew(kind); });
    shut_down_ = host_.printer().events().shut_down.connect(
        [this](const printer::ShutDown& event) { handle_shut_down(event); });
}

Session::~Session() = default;

void Session::add_board(const BoardLine& line) {
    lines_.push_back(line);
}

void Session::refuse(std::vector<config::Problem> problems) {
    refused_ = std::move(problems);
}

Session::Result Session::run(Work work) {
    host_.console().listen([this](std::string_view text) { log("says: " + std::string(text)); });
    host_.executor().spawn(everything(std::move(work)), [this](std::exception_ptr error) {
        finished_ = true;
        if (error) note_failure(what_of(error));
    });
    std::vector<runtime::Actor*> actors{&signal_ear_, &host_.executor(), &boards_};
    actors.insert(actors.end(), others_.begin(), others_.end());
    while (!finished_) drive(actors);
    log(result_.failure.empty() ? "ended well" : "ended: " + result_.failure);
    return result_;
}

// What nobody has caught is a mistake of this program: the printer must not go on, nor stay as it
// is.
void Session::drive(const std::vector<runtime::Actor*>& actors) {
    std::string mistake;
    try {
        if (!runtime::drive(parts_.outside, actors, finished_)) finished_ = true;
    } catch (const std::exception& error) {
        mistake = error.what();
    }
    if (mistake.empty()) return;
    const bool again = host_.printer().state() == printer::State::shut_down;
    host_.printer().shut_down("Internal error: " + mistake);
    if (again) end_soon();
}

Task<> Session::everything(Work work) {
    std::string trouble;
    try {
        co_await make_ready();
        if (host_.printer().state() == printer::State::ready && !ending()) co_await work();
    } catch (const std::exception& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) note_failure(trouble);
    if (parts_.manner.stays && !ending()) {
        auto end = ending_.wait();
        co_await end;
    }
    co_await wind_down();
    if (result_.restart == printer::Restart::firmware) co_await restart_boards();
}

// Getting ready

Task<> Session::make_ready() {
    if (parts_.manner.pause_before > Seconds{})
        co_await host_.executor().after(parts_.manner.pause_before);
    result_.problems = refused_;
    remedy_ = "RESTART";
    if (!refused_.empty()) throw printer::ConfigError(printer::problem_text(refused_));
    remedy_ = "FIRMWARE_RESTART";
    co_await join_all();
    if (ending()) co_return;
    build();
    co_await configure();
}

Task<> Session::join_all() {
    for (const BoardLine& line : lines_) {
        if (line.restart == RestartMethod::rpi_usb && !parts_.wiring.is_plugged_in(line) &&
            restarts_instead("MCU '" + line.name + "': enable power"))
            co_return;
        co_await join(line);
        if (ending()) co_return;
    }
}

Task<> Session::join(BoardLine line) {
    BoardJoining joining({.executor = host_.executor(),
                          .wiring = parts_.wiring,
                          .boards = boards_,
                          .journal = parts_.journal,
                          .log = parts_.log,
                          .patience = line.is_non_critical ? Seconds{} : parts_.manner.patience,
                          .on_problem = [this](const std::string& problem) {
                              host_.printer().note_startup(problem);
                          }});
    std::unique_ptr<mcu::Mcu> mcu;
    std::string trouble;
    try {
        auto task = joining.join(line, [this] { return ending(); });
        mcu = co_await task;
    } catch (const printer::ConfigError& error) {
        if (!line.is_non_critical) throw;
        trouble = error.what();
    }
    if (!trouble.empty()) mcu = absent_board(line, trouble);
    if (mcu) adopt(std::move(mcu), line);
}

// A board that the printer can do without is taken for what it was the last time.
std::unique_ptr<mcu::Mcu> Session::absent_board(const BoardLine& line, const std::string& why) {
    auto known = parts_.memory ? parts_.memory->recall(line.name) : std::nullopt;
    if (!known)
        throw printer::ConfigError(why +
                                   "\nIt may be absent, but it has never been there, so nobody "
                                   "knows its pins: connect it once");
    auto* observer = parts_.log ? &parts_.log->board(line.name) : nullptr;
    JoinedBoard& board = boards_.add(line, nullptr, observer);
    auto mcu = std::make_unique<mcu::Mcu>(line.name, host_.executor(), board.link());
    if (auto assumed = mcu->assume(*std::move(known)); !assumed)
        throw printer::ConfigError(assumed.error().what);
    return mcu;
}

void Session::adopt(std::unique_ptr<mcu::Mcu> mcu, const BoardLine& line) {
    if (line.is_non_critical) {
        mcu->make_dispensable();
        if (parts_.memory && !mcu->absent()) parts_.memory->remember(line.name, mcu->dictionary());
    }
    mcu->on_output([this, name = line.name](const std::string& text) {
        host_.console().info("mcu '" + name + "' says: " + text);
    });
    if (parts_.manner.firmware == Manner::Firmware::restarted) mcu->expect_restarted();
    if (line.restart == RestartMethod::rpi_usb) mcu->configure_only_after_restart();
    host_.mcus().add(std::move(mcu));
}

void Session::build() {
    remedy_ = "RESTART";
    result_.problems = host_.build();
    if (!result_.problems.empty())
        throw printer::ConfigError(printer::problem_text(result_.problems));
}

Task<> Session::configure() {
    remedy_ = "FIRMWARE_RESTART";
    if (parts_.manner.firmware == Manner::Firmware::to_be_restarted &&
        restarts_instead("it could not be told before"))
        co_return;
    std::string trouble;
    try {
        co_await host_.printer().connect();
    } catch (const printer::ConfigError& error) {
        trouble = error.what();
    }
    if (trouble.empty()) co_return note_ready();
    bool needed = false;
    for (const auto& mcu : host_.mcus().all()) needed = needed || mcu->needs_restart();
    if (needed && restarts_instead(trouble)) co_return;
    throw printer::CommandError(trouble);
}

void Session::note_ready() {
    log("ready");
    parts_.journal.note("Printer is ready");
    for (const auto& mcu : host_.mcus().all()) {
        parts_.journal.record(loaded_text(*mcu));
        if (const auto warning = frequency_warning(*mcu); !warning.empty()) {
            parts_.journal.note(warning);
            host_.console().info(warning);
        }
    }
}

// True if that makes sense; it does not if it was just tried.
bool Session::restarts_instead(const std::string& why) {
    if (parts_.manner.firmware == Manner::Firmware::restarted) return false;
    parts_.journal.note("Attempting automated MCU restart: " + why);
    result_.by_itself = true;
    begin_anew(printer::Restart::firmware);
    return true;
}

void Session::note_failure(const std::string& why) {
    if (result_.failure.empty()) result_.failure = why;
    auto& printer = host_.printer();
    if (printer.state() != printer::State::startup) return;
    printer.fail(why, remedy_);
    say_state();
}

// Who does not stay has the result to report.
void Session::say_state() const {
    const auto& message = host_.printer().state_message();
    parts_.manner.stays ? parts_.journal.note(message) : parts_.journal.record(message);
}

void Session::log(std::string_view text) const {
    if (parts_.log) parts_.log->note(text);
}

// Ending

void Session::handle_shut_down(const printer::ShutDown& event) {
    log("shut down: " + event.reason);
    if (result_.failure.empty())
        result_.failure = event.reason + (event.cause.empty() ? "" : "\n" + event.cause);
    say_state();
    if (!parts_.manner.stays) end_soon();
}

void Session::begin_anew(printer::Restart kind) {
    if (result_.restart || result_.interrupted) return;
    result_.restart = kind;
    ending_.complete(true);
    // Work that does not look at that is ended where it stands.
    end_timer_.set_after(calm_end);
}

// A signal ends a wait, and whoever waited is polled.
void Session::SignalEar::poll(base::HostTime) {
    if (session_.interrupts_.interrupted() && !session_.finished_ && !session_.result_.interrupted)
        session_.interrupt();
}

// Nothing is cut short that ends soon by itself: a board that is stopped has to be restarted.
void Session::interrupt() {
    result_.interrupted = true;
    result_.failure = "interrupted";
    result_.restart.reset();
    const bool calmly = can_end_calmly();
    ending_.complete(true);
    if (!calmly) {
        host_.printer().shut_down("interrupted");
        return end_soon();
    }
    host_.executor().call_at(parts_.outside.now() + runtime::Executor::to_duration(calm_end),
                             [this] {
                                 host_.printer().shut_down("interrupted");
                                 end_soon();
                             });
}

bool Session::can_end_calmly() {
    auto& printer = host_.printer();
    if (printer.state() != printer::State::ready) return true;
    const auto& toolhead = host_.toolhead();
    return !printer.turns().taken() &&
           toolhead.print_time() - toolhead.estimated_print_time() < calm_lead;
}

// Gives what is under way a moment, then ends whatever still waits.
void Session::end_soon() {
    end_timer_.set_after(farewell);
}

// A printer that begins anew has switched everything off already.
Task<> Session::wind_down() {
    const bool ready = host_.printer().state() == printer::State::ready;
    if (!result_.restart) co_await host_.make_safe();
    co_await host_.executor().after(ready ? heaters_off : farewell);
}

// A board through which others are reached comes last.
Task<> Session::restart_boards() {
    end_timer_.cancel();
    for (const bool bridges : {false, true})
        for (const BoardLine& line : lines_) {
            const auto* mcu = host_.mcus().find(line.name);
            if (mcu && mcu->absent()) continue;
            if (is_can_bridge(mcu) == bridges) co_await restart_board(line);
        }
}

Task<> Session::restart_board(BoardLine line) {
    auto restarting = app::restart_board(line,
                                         {.executor = host_.executor(),
                                          .wiring = parts_.wiring,
                                          .board = boards_.find(line.name),
                                          .mcu = host_.mcus().find(line.name)});
    auto done = co_await restarting;
    if (!done) result_.all_restarted = false;
    parts_.journal.note(done ? "Restarted MCU '" + line.name + "'" : done.error().what);
}

}  // namespace escapement::app
