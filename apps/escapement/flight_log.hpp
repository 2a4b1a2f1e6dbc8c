// Writes down a session: what passes over its links, what it runs, how it ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <string>
#include <string_view>

#include "escapement/flight_writer.hpp"
#include "flight/recorder.hpp"
#include "mcu/link_observer.hpp"
#include "runtime/clock.hpp"
#include "wire/dictionary.hpp"

namespace escapement::app {

// Belongs to the thread of the session; only the links that it watches may be served by another.
class FlightLog {
  public:
    // All outlive this.  With a writer nobody waits for the disk; without one, links must not be
    // served by another thread.
    FlightLog(flight::Recorder& recorder,
              const runtime::Clock& clock,
              FlightWriter* writer = nullptr)
        : recorder_(recorder), clock_(clock), writer_(writer) {}

    // Watches the link of a board, one of 255 at most, each time that it is joined; lives as long
    // as this.
    mcu::LinkObserver& board(const std::string& name);
    // What such a board understands.
    void learn(const std::string& name, const wire::Dictionary& dictionary);
    // A line that the host runs, and what else is worth knowing.
    void command(std::string_view text);
    void note(std::string_view text);

  private:
    class Watch final : public mcu::LinkObserver {
      public:
        Watch(FlightLog& log, std::uint8_t board) : log_(log), board_(board) {}
        std::uint8_t number() const { return board_; }
        void sent(base::HostTime now,
                  const wire::Block& block,
                  const mcu::Waiting& behind) override;
        void repeated(base::HostTime now, std::size_t blocks, bool asked) override;
        void received(base::HostTime now, const wire::Block& block) override;
        void failed(base::HostTime now, std::string_view why) override;
        void sampled(base::HostTime now, const mcu::ClockSample& sample) override;

      private:
        FlightLog& log_;
        const std::uint8_t board_;
    };

    void record(const flight::Recorder::Event& event);
    void record_text(flight::Kind kind, std::string_view text);

    flight::Recorder& recorder_;
    const runtime::Clock& clock_;
    FlightWriter* const writer_;
    struct Board {
        std::string name;
        Watch watch;
        std::vector<std::uint8_t> dictionary;  // compressed; empty: unknown
    };
    Board& find(const std::string& name);

    std::list<Board> boards_;
};

// Where the recording of a printer is kept if nobody says: in the user's folder for states.  Empty
// where there is none.
std::string usual_flight_path(const std::string& config_file);

}  // namespace escapement::app
