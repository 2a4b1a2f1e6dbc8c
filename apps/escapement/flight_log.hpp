// Writes down a session: what passes over its links, what it runs, how it ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <string>
#include <string_view>

#include "flight/recorder.hpp"
#include "mcu/link_observer.hpp"
#include "runtime/clock.hpp"
#include "wire/dictionary.hpp"

namespace escapement::app {

// Belongs to the thread of the session.
class FlightLog {
  public:
    // Both outlive this.
    FlightLog(flight::Recorder& recorder, const runtime::Clock& clock)
        : recorder_(recorder), clock_(clock) {}

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
        Watch(flight::Recorder& recorder, std::uint8_t board)
            : recorder_(recorder), board_(board) {}
        std::uint8_t number() const { return board_; }
        void sent(base::HostTime now,
                  const wire::Block& block,
                  const mcu::Waiting& behind) override;
        void repeated(base::HostTime now, std::size_t blocks, bool asked) override;
        void received(base::HostTime now, const wire::Block& block) override;
        void failed(base::HostTime now, std::string_view why) override;
        void sampled(base::HostTime now, const mcu::ClockSample& sample) override;

      private:
        flight::Recorder& recorder_;
        const std::uint8_t board_;
    };

    flight::Recorder& recorder_;
    const runtime::Clock& clock_;
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
