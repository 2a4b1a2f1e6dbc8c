// A file that is printed line by line, with pauses, and can be ended at any moment.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Each line takes its turn; between lines others get theirs, and nothing is fed while enough is
//    planned.
// 2. A pause from outside takes effect between two lines, or where a line waits: that line gives
//    back the turn and goes on where it was when the print is resumed.  A pause by the file itself
//    lets its line end.
// 3. An interrupted line ends where it waits.  What interrupted it then says what is to become of
//    the print; if it says nothing, the print is over.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gcode/line.hpp"
#include "gcode/source.hpp"
#include "printer/context.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/toolhead.hpp"
#include "printer/turns.hpp"
#include "runtime/completion.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Who looks on while a file is printed; each part may be missing.
struct PrintWitness {
    // Around each line that is carried out; `place` says where it stands: "cube.gcode:12".
    std::function<void(const gcode::Line& line, const std::string& place)> before_line = {};
    std::function<void(const gcode::Line& line, const std::string& place)> after_line = {};
    // Takes what a line has failed with, instead of its being said and judged, and says whether to
    // go on.
    std::function<bool(const std::string& what)> failed = {};
};

// Belongs to the main thread.
class FilePrint final : public printer::Turns::Holder {
  public:
    enum class Outcome {
        complete,
        paused,     // goes on with start()
        failed,     // the message says why
        abandoned,  // interrupted, and nobody said anything else
    };
    // What becomes of a print whose line has failed.
    enum class Reaction { go_on, pause, end };

    struct Parts {
        printer::Context& context;
        gcode::Source source;
        // Before the file is begun from its beginning; may be missing.  Its CommandError ends the
        // print.
        std::function<runtime::Task<>()> before_beginning;
        // Behind each line.
        std::function<void()> on_progress;
        // It does not go on by itself any more.
        std::function<void(Outcome outcome, const std::string& message)> on_end;
        // A line has failed; `what` begins with its place.  Runs within the line's turn.
        std::function<runtime::Task<Reaction>(const printer::CommandError& error,
                                              const std::string& what)>
            on_trouble;
        PrintWitness witness = {};
    };
    explicit FilePrint(Parts parts);
    ~FilePrint();
    FilePrint(const FilePrint&) = delete;
    FilePrint& operator=(const FilePrint&) = delete;

    // Begins, or goes on.  Throws CommandError when it is printing already.
    void start();
    // As a command: at once, or, where the file's own line says so, behind that line.
    void pause();
    // As soon as possible, whatever is running: for those who are no command.
    void pause_soon();
    // Ends it for good, without telling anybody.  True if its own line says so: then that line
    // still has to end, and on_end() will tell.
    bool stop();

    // Lines are being carried out, or about to be.
    bool is_active() const { return phase_ == Phase::running; }
    // The command that runs is from this file.
    bool runs_line() const { return in_line_; }
    // For how long that command has been running, without the pauses in it; 0 between lines.
    base::Seconds in_line_for() const;

    const std::string& name() const { return parts_.source.name(); }
    std::uint64_t size() const { return parts_.source.size(); }
    // Behind the last line that was carried out.
    gcode::SourcePlace position() const { return position_; }
    // Goes on there; not while it is active.
    void set_offset(std::uint64_t offset);
    // Where it goes on behind the line that runs.
    gcode::SourcePlace next_position() const { return next_; }
    void set_next_position(gcode::SourcePlace place) { next_ = place; }

    bool should_step_aside() const override {
        return in_line_ && (pause_wanted_ || parts_.context.turns.pause_announced());
    }
    runtime::Task<> step_aside() override;

  private:
    enum class Phase { at_rest, running, parked };

    runtime::Task<> work();
    runtime::Task<Outcome> run_lines();
    runtime::Task<> run_line(gcode::SourceLine line);
    runtime::Task<> carry_out(std::string_view text);
    runtime::Task<> react(const printer::CommandError& error, const std::string& what);
    runtime::Task<bool> may_begin();
    runtime::Task<> fail(const std::string& what);
    runtime::Task<> take_turn();
    runtime::Task<> leave_room(std::uint64_t number);
    runtime::Task<> wait_for_verdict();
    void drop_task();
    void end(Outcome outcome);
    void halt(const std::string& reason);

    Parts parts_;
    printer::Toolhead* toolhead_ = nullptr;  // known once it prints
    Phase phase_ = Phase::at_rest;
    gcode::SourcePlace position_, next_;
    bool pausing_ = false;       // no further line
    bool pause_wanted_ = false;  // by pause_soon()
    bool in_line_ = false;
    base::HostTime line_began_{};  // later by the pauses in it
    base::Seconds line_so_far_{};  // where it was laid aside
    bool laid_aside_ = false;      // in the middle of a line, without the turn
    bool interrupted_ = false;
    bool failed_ = false;
    std::string message_;
    std::optional<printer::Turns::Turn> turn_;
    std::optional<runtime::Completion<bool>> resumed_;
    std::optional<runtime::Task<>> task_;
    runtime::Timer start_, halt_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

}  // namespace escapement::modules
