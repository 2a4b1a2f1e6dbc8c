// A session of a simulated printer whose only witness is a clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_duration.hpp"

#include <optional>
#include <utility>

#include "escapement/heat_waits.hpp"
#include "escapement/heater_memory.hpp"
#include "escapement/journal.hpp"
#include "escapement/meanwhile.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"
#include "escapement/time_marks.hpp"
#include "gcode/source.hpp"
#include "printer/line_observer.hpp"
#include "sim/world.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;
using base::Seconds;

class StepClock final : public sim::StepObserver {
  public:
    void stepped(Seconds at, const sim::Pose&) override { last = at; }
    Seconds last{};
};

// Adds up the time of lines that wait for temperatures, wherever they stand.
class HeatWaits final : public printer::LineObserver {
  public:
    HeatWaits(printer::Dispatcher& gcode, const sim::World& world) : gcode_(gcode), world_(world) {
        gcode.observe(this);
    }
    HeatWaits(const HeatWaits&) = delete;
    HeatWaits& operator=(const HeatWaits&) = delete;
    ~HeatWaits() { gcode_.observe(nullptr); }

    void line_begins(const gcode::Line& line) override {
        if (waits_for_heat(gcode_.first_name(line.command())) && depth_++ == 0)
            begun_ = world_.elapsed();
    }
    void line_ends(const gcode::Line& line, bool) override {
        if (waits_for_heat(gcode_.first_name(line.command())) && --depth_ == 0)
            sum_ += world_.elapsed() - begun_;
    }

    Seconds sum() const { return sum_; }
    // That of the line that waits now; zero if none does.
    Seconds current() const { return depth_ > 0 ? world_.elapsed() - begun_ : Seconds{}; }
    bool waits() const { return depth_ > 0; }

  private:
    printer::Dispatcher& gcode_;
    const sim::World& world_;
    int depth_ = 0;  // a macro may wait by another command
    Seconds begun_{}, sum_{};
};

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
                    .manner = {},
                    .machine = Host::Machine::simulated}) {
        for (const BoardLine& line : wiring_.lines()) session_.add_board(line);
        world_.machine().observe(&steps_);
        session_.host().make_flights(Host::Flights::none);
        session_.host().console().listen([this](std::string_view text) { hear(text); });
    }

    Result<PrintDuration> run(const std::string& file) {
        const auto result = session_.run([&] { return work(file); });
        if (!result.problems.empty()) return Error{result.problems.front().text()};
        if (result.interrupted || is_cancelled()) return Error{"interrupted"};
        if (!result.failure.empty()) return Error{result.failure};
        duration_.marks = marks_.take(duration_.whole);
        return duration_;
    }

  private:
    bool is_cancelled() const { return watch_.cancelled && watch_.cancelled(); }

    void hear(std::string_view text) {
        const bool waits = heat_ && heat_->waits();
        if (!waits && watch_.say) watch_.say(text);
        if (waits && heat_->current() > longest_heat_wait) throw endless_wait(text);
    }

    void mark(double share, std::uint64_t line) {
        marks_.see(share, world_.elapsed() - begin_);
        if (watch_.on_line) watch_.on_line(share, line);
    }

    runtime::Task<> work(const std::string& file) {
        begin_ = steps_.last = world_.elapsed();
        heat_.emplace(session_.host().printer().gcode(), world_);
        const Feed parts{.on_line = [this](double share, std::uint64_t line) { mark(share, line); },
                         .cancelled = [this] { return is_cancelled(); }};
        co_await print_file(session_.host(), file, parts);
        if (is_cancelled()) co_return;  // the card would go on
        const Seconds end = end_of_lines(world_, session_.host());
        co_await session_.host().toolhead().wait_moves();
        duration_.whole = std::max(steps_.last, end) - begin_;
        duration_.heating = heat_->sum();
        heat_.reset();
    }

    const DurationWatch& watch_;
    sim::World world_;
    SimWiring wiring_;
    Journal journal_;
    StepClock steps_;
    Session session_;
    std::optional<HeatWaits> heat_;  // while it prints
    PrintDuration duration_;
    TimeMarks marks_;
    Seconds begin_{};
};

}  // namespace

Seconds end_of_lines(const sim::World& world, Host& host) {
    const auto& toolhead = host.toolhead();
    const Seconds left = toolhead.print_time() - toolhead.estimated_print_time();
    return world.elapsed() + std::max(left, Seconds{});
}

Result<PrintDuration> print_duration(const config::Document& config,
                                     const std::string& file,
                                     const DurationWatch& watch) {
    if (const auto source = gcode::open_source(file); !source) return source.error();
    auto blueprint = make_blueprint(config, recall_heaters(usual_heater_memory(config.file())));
    if (!blueprint) return blueprint.error();
    return TimedPrint(config, std::move(*blueprint), watch).run(file);
}

runtime::Task<std::vector<printer::TimeMark>> time_meanwhile(runtime::Executor& executor,
                                                             const config::Document& config,
                                                             std::string file) {
    std::vector<printer::TimeMark> marks;
    std::string trouble;
    LongWork work = [&](const std::function<bool()>& cancelled) {
        const DurationWatch watch{.cancelled = cancelled};
        auto duration = print_duration(config, file, watch);
        if (duration)
            marks = std::move(duration->marks);
        else
            trouble = duration.error().what;
    };
    auto timing = meanwhile(executor, std::move(work));
    co_await timing;
    if (is_about_heat(trouble)) throw printer::CommandError(trouble);
    co_return marks;
}

}  // namespace escapement::app
