// One run of a printer from connecting to its end, on whatever boards it is given.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Each board's cable is opened and the board identified, again and again for as long as
//    somebody may still plug it in.
// 2. The printer is built from its configuration, and the boards are configured.
// 3. The work is done.  A printer that `stays` then waits for commands, and also when one of the
//    steps before has failed, until it is told to begin anew or to end.
// 4. Heaters and motors are off at the end, whichever way leads there.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "escapement/board_memory.hpp"
#include "escapement/flight_log.hpp"
#include "escapement/host.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/joined_board.hpp"
#include "escapement/journal.hpp"
#include "escapement/link_thread.hpp"
#include "escapement/missing_boards.hpp"
#include "escapement/wiring.hpp"
#include "mcu/link.hpp"
#include "runtime/actor.hpp"
#include "runtime/completion.hpp"

namespace escapement::app {

class Session {
  public:
    struct Manner {
        // Goes on when the work is done or has failed.
        bool stays = false;
        // How long boards that cannot be reached are tried.
        base::Seconds patience{};
        // A moment for boards that have just been restarted.
        base::Seconds pause_before{};
        // Whether the boards have just been restarted and must not remember anything, or should
        // have been, but could not be told.
        enum class Firmware { as_it_is, restarted, to_be_restarted };
        Firmware firmware = Firmware::as_it_is;
    };
    struct Parts {
        runtime::Outside& outside;
        const config::Document& config;
        Wiring& wiring;
        const Journal& journal;
        Manner manner;
        FlightLog* log = nullptr;     // has everything written down
        LinkThread* links = nullptr;  // where links are served; nullptr: in this thread
        // Knows boards that are missing; nullptr: nobody does.
        const BoardMemory* memory = nullptr;
        Host::Machine machine = Host::Machine::real;
    };
    // The collaborators must outlive the session.
    explicit Session(const Parts& parts);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // The main one first; before run().
    void add_board(const BoardLine& line);
    // Polled as well; before run().
    void add_actor(runtime::Actor& actor) { others_.push_back(&actor); }
    // The configuration is no good; run() will only say so.
    void refuse(std::vector<config::Problem> problems);

    // What happens once the printer is ready.
    using Work = std::function<runtime::Task<>()>;
    struct Result {
        bool interrupted = false;
        std::vector<config::Problem> problems;    // of the configuration
        std::string failure;                      // empty for a good end
        std::optional<printer::Restart> restart;  // begin anew
        bool by_itself = false;                   // nobody has asked for that
        bool all_restarted = true;                // of the boards, if that was wanted
    };
    // Connects, builds, works and makes safe, whatever happens.
    Result run(Work work);
    // The session is about to end; work that goes on for ever asks this.
    bool ending() const { return ending_.done(); }
    // Nobody if nothing is written down.
    FlightLog* log() { return parts_.log; }

    Host& host() { return host_; }

  private:
    class SignalEar final : public runtime::Actor {
      public:
        explicit SignalEar(Session& session) : session_(session) {}
        void poll(base::HostTime now) override;
        base::HostTime next_wake() const override { return runtime::never; }

      private:
        Session& session_;
    };
    void drive(const std::vector<runtime::Actor*>& actors);
    runtime::Task<> everything(Work work);
    runtime::Task<> make_ready();
    runtime::Task<> join_all();
    runtime::Task<> join(BoardLine line);
    std::unique_ptr<mcu::Mcu> absent_board(const BoardLine& line, const std::string& why);
    void adopt(std::unique_ptr<mcu::Mcu> mcu, const BoardLine& line);
    void build();
    runtime::Task<> configure();
    void note_failure(const std::string& why);
    void note_ready();
    bool restarts_instead(const std::string& why);
    runtime::Task<> wind_down();
    runtime::Task<> restart_boards();
    runtime::Task<> restart_board(BoardLine line);
    void interrupt();
    bool can_end_calmly();
    void handle_shut_down(const printer::ShutDown& event);
    void say_state() const;
    void log(std::string_view text) const;
    void begin_anew(printer::Restart kind);
    void end_soon();

    const Parts parts_;
    std::vector<config::Problem> refused_;
    InterruptWatch interrupts_;
    SignalEar signal_ear_{*this};
    std::vector<BoardLine> lines_;
    std::vector<runtime::Actor*> others_;
    JoinedBoards boards_;
    Host host_;
    MissingBoards missing_;
    Result result_;
    // What to do about a failure: first of all nothing is known of the boards.
    std::string_view remedy_ = "FIRMWARE_RESTART";
    bool finished_ = false;
    runtime::Completion<bool> ending_;
    runtime::Timer end_timer_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

}  // namespace escapement::app
