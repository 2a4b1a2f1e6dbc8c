// A session of a simulated printer whose only witness is a clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_duration.hpp"

#include <optional>
#include <utility>

#include "escapement/journal.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"
#include "gcode/source.hpp"
#include "sim/world.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;
using base::Seconds;

// Nobody waits longer for a temperature.
constexpr Seconds longest_heat_wait{3600.0};

class StepClock final : public sim::StepObserver {
  public:
    void stepped(Seconds at, const sim::Pose&) override { last = at; }
    Seconds last{};
};

bool heats_up(std::string_view command) {
    return command == "M109" || command == "M190" || command == "TEMPERATURE_WAIT";
}

class TimedPrint {
  public:
    TimedPrint(const config::Document& config, sim::Blueprint blueprint, const DurationWatch& watch)
        : watch_(watch),
          world_(std::move(blueprint)),
          wiring_(world_),
          session_({.outside = world_,
                    .config = config,
                    .wiring = wiring_,
                    .journal = journal_,
                    .manner = {}}) {
        for (const BoardLine& line : wiring_.lines()) session_.add_board(line);
        world_.machine().observe(&steps_);
        session_.host().make_flights(Host::Flights::at_once);
        session_.host().refuse_to_save();
        session_.host().console().listen([this](std::string_view text) { hear(text); });
    }

    Result<PrintDuration> run(gcode::Source& source) {
        const auto result = session_.run([&] { return work(source); });
        if (!result.problems.empty()) return Error{result.problems.front().text()};
        if (!result.failure.empty()) return Error{result.failure};
        if (result.interrupted) return Error{"interrupted"};
        return PrintDuration{end_ - begin_, heating_};
    }

  private:
    void hear(std::string_view text) {
        if (!waiting_ && watch_.say) watch_.say(text);
        if (waiting_ && world_.elapsed() - line_begun_ > longest_heat_wait)
            throw printer::CommandError("waited an hour for a temperature that does not come (" +
                                        std::string(text) +
                                        "); set a target that the heater can reach and keep");
    }

    runtime::Task<> work(gcode::Source& source) {
        begin_ = steps_.last = world_.elapsed();
        const Feed parts{.source = source,
                         .on_line = watch_.on_line,
                         .cancelled = {},
                         .before_line =
                             [this](const gcode::Line& line, const std::string&) {
                                 waiting_ = heats_up(line.command());
                                 line_begun_ = world_.elapsed();
                             },
                         .after_line =
                             [this](const gcode::Line&, const std::string&) {
                                 if (waiting_) heating_ += world_.elapsed() - line_begun_;
                                 waiting_ = false;
                             }};
        co_await feed(session_.host(), parts);
        co_await session_.host().toolhead().wait_moves();
        end_ = steps_.last;
    }

    const DurationWatch& watch_;
    sim::World world_;
    SimWiring wiring_;
    Journal journal_;
    StepClock steps_;
    Session session_;
    bool waiting_ = false;  // for heat, in the line that runs
    Seconds line_begun_{}, begin_{}, end_{}, heating_{};
};

}  // namespace

Result<PrintDuration> print_duration(const config::Document& config,
                                     const std::string& file,
                                     const DurationWatch& watch) {
    auto source = gcode::open_source(file);
    if (!source) return source.error();
    auto blueprint = make_blueprint(config);
    if (!blueprint) return blueprint.error();
    return TimedPrint(config, std::move(*blueprint), watch).run(*source);
}

}  // namespace escapement::app
