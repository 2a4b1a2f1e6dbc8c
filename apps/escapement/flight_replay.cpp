// Links and microcontrollers on replayed boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_replay.hpp"

#include <fmt/format.h>

#include <memory>

#include "escapement/replayed_board.hpp"
#include "mcu/link.hpp"
#include "mcu/mcu.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {
namespace {

// To get to know a board takes less than a second before the recording begins; to find out that
// it answers no more takes a link's patience after it has ended.
constexpr base::Seconds getting_to_know{2.0};
constexpr base::Seconds waiting_for_silence = mcu::Link::patience + base::Seconds(2.0);

class Replay {
  public:
    explicit Replay(const flight::Recording& recording)
        : recording_(recording), executor_(clock_) {}

    std::vector<std::string> run() {
        if (recording_.records.empty()) return {};
        const auto first = recording_.records.front().at + ReplayedBoard::later;
        clock_.wait_until(first - base::host_duration(getting_to_know));
        for (const auto& entry : recording_.pinned)
            if (entry.kind == flight::Pinned::dictionary) add_board(entry.board);
        const auto last = recording_.records.back().at + ReplayedBoard::later;
        executor_.call_at(last + base::host_duration(waiting_for_silence),
                          [this] { finished_ = true; });
        runtime::drive(clock_, actors(), finished_);
        executor_.abandon_tasks();
        return std::move(lines_);
    }

  private:
    struct Party {
        std::unique_ptr<ReplayedBoard> board;
        std::unique_ptr<mcu::Link> link;
        std::unique_ptr<mcu::Mcu> mcu;
    };

    void add_board(std::uint8_t number) {
        auto board = ReplayedBoard::make(clock_, recording_, number);
        const auto name = recording_.board_name(number);
        if (!board) return say(name + ": " + board.error().what);
        auto link = std::make_unique<mcu::Link>(**board);
        auto mcu = std::make_unique<mcu::Mcu>(name, executor_, *link);
        mcu->on_failure([this](const mcu::McuFailure& failure) { say(failure.reason); });
        mcu->on_output(
            [this, name](const std::string& line) { say("mcu '" + name + "' says: " + line); });
        executor_.spawn(identify(*mcu), [](std::exception_ptr) {});
        parties_.push_back({*std::move(board), std::move(link), std::move(mcu)});
    }

    runtime::Task<> identify(mcu::Mcu& mcu) {
        auto identified = co_await mcu.identify();
        say(identified ? "mcu '" + mcu.name() + "' is identified" : identified.error().what);
    }

    std::vector<runtime::Actor*> actors() {
        std::vector<runtime::Actor*> list{&executor_};
        for (const Party& party : parties_) {
            list.push_back(party.link.get());
            list.push_back(party.board.get());
        }
        return list;
    }

    void say(const std::string& what) {
        lines_.push_back(fmt::format(
            "{:12.6f} {}",
            base::Seconds(clock_.now() - ReplayedBoard::later - recording_.began).count(),
            what));
    }

    const flight::Recording& recording_;
    runtime::VirtualClock clock_;
    runtime::Executor executor_;
    std::vector<Party> parties_;
    std::vector<std::string> lines_;
    bool finished_ = false;
};

}  // namespace

std::vector<std::string> replay_to_host(const flight::Recording& recording) {
    return Replay(recording).run();
}

}  // namespace escapement::app
