// The planner, with everything watched that a machine would not forgive.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Every line runs, with its macros, through the planner.  What fails is noted with its line and
//    layer, and the next line follows.
// 2. What would only make others fail is mended: after a move before homing the axes count as
// homed.
// 3. Complaints that differ in nothing but their numbers are listed a few times, then counted.
#include "escapement/preflight.hpp"

#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/names.hpp"
#include "base/text.hpp"
#include "escapement/findings.hpp"
#include "escapement/heat_forecast.hpp"
#include "escapement/heater_memory.hpp"
#include "escapement/line_checks.hpp"
#include "escapement/meanwhile.hpp"
#include "escapement/planner.hpp"
#include "escapement/time_marks.hpp"
#include "gcode/outline.hpp"
#include "modules/current_probe.hpp"
#include "modules/exclude_object.hpp"
#include "modules/filament_sensors.hpp"
#include "modules/heaters.hpp"
#include "modules/prober.hpp"
#include "modules/sdcard_loop.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/axes.hpp"
#include "printer/heater.hpp"
#include "printer/line_observer.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;
using printer::Finding;
using printer::Preflight;

// Watches moves: is it warm enough for them, and are they as fast as they are asked to be?
class MoveCheck final : public printer::MoveObserver {
  public:
    MoveCheck(Host& host, Findings& findings) : host_(host), findings_(findings) {
        host_.toolhead().set_observer(this);
    }
    ~MoveCheck() override { host_.toolhead().set_observer(nullptr); }
    MoveCheck(const MoveCheck&) = delete;
    MoveCheck& operator=(const MoveCheck&) = delete;

    void queued(const motion::Move& move, base::Speed requested) override {
        check_speed(move, requested);
        if (move.displacement(motion::extruder_axis) > base::Length{}) check_heat();
    }
    void planned(base::PrintTime, const motion::Move&) override {}

  private:
    void check_speed(const motion::Move& move, base::Speed requested) {
        const auto most = host_.toolhead().limits().max_velocity;
        if (!move.is_kinematic() || requested <= most) return;
        if (!fast_.insert(requested.value).second) return;
        findings_.add("asks for " + base::print_number(std::round(requested.value * 10.0) / 10.0) +
                          " mm/s, over the limit of " + base::print_number(most.value) +
                          " mm/s (max_velocity); it will be slower",
                      false);
    }
    void check_heat() {
        const auto& extruder = host_.toolhead().extruder();
        if (&extruder != extruder_) {
            extruder_ = &extruder;
            heater_ = host_.printer().modules().the<modules::Heaters>().find(extruder.name());
            told_ = {};
        }
        if (!heater_) return;
        const auto [what, fatal] = trouble();
        if (what != told_ && !what.empty()) findings_.add(what, fatal);
        told_ = what;
    }
    // Text and whether it would stop the print.
    std::pair<std::string, bool> trouble() const {
        const double least = heater_->min_extrude_temp();
        const auto degrees = base::print_number(least) + " degrees (min_extrude_temp)";
        const auto& name = heater_->name();
        if (least <= 0.0 || heater_->assumed() >= least) return {};
        if (heater_->target() == 0.0 && heater_->assumed() == 0.0)
            return {"extrudes though the temperature of '" + name +
                        "' was never set; heat it first, for example with M109 S200",
                    true};
        if (heater_->target() < least)
            return {"extrudes at " + base::print_number(heater_->target()) + " degrees, '" + name +
                        "' needs at least " + degrees,
                    true};
        return {"extrudes before anything has waited for '" + name +
                    "' to be warm; wait with M109 or TEMPERATURE_WAIT",
                false};
    }

    Host& host_;
    Findings& findings_;
    std::set<double> fast_;
    const printer::ExtraAxis* extruder_ = nullptr;
    const printer::Heater* heater_ = nullptr;
    std::string told_;
};

bool concerns_heat(std::string_view command) {
    return command == "M109" || command == "M104" || command == "M190" || command == "M140" ||
           command.size() > 4;  // a named command
}

// Adds the time of heating, which the planner leaves out, to that of moves.
class TimeKeeper final : public printer::LineObserver {
  public:
    using EachLine = std::function<void(const gcode::Line& line)>;

    // Calls `each_line` for those of macros, too.
    TimeKeeper(Host& host,
               const config::Document& config,
               const printer::ThermalModels& measured,
               EachLine each_line)
        : each_line_(std::move(each_line)),
          gcode_(host.printer().gcode()),
          heaters_(host.printer().modules().the<modules::Heaters>()),
          toolhead_(host.toolhead()),
          forecast_(config, measured) {
        gcode_.observe(this);
    }
    TimeKeeper(const TimeKeeper&) = delete;
    TimeKeeper& operator=(const TimeKeeper&) = delete;
    ~TimeKeeper() { gcode_.observe(nullptr); }

    void line_begins(const gcode::Line& line) override {
        each_line_(line);
        if (concerns_heat(line.command())) look();
    }
    void line_ends(const gcode::Line& line, bool) override {
        if (concerns_heat(line.command())) look();
    }
    void mark(double share) {
        look();
        marks_.see(share, moved_ + heated_);
    }
    std::vector<printer::TimeMark> take() {
        look();
        return marks_.take(moved_ + heated_);
    }

  private:
    const std::vector<std::string>& names() {
        if (names_.empty())
            for (const auto& section : heaters_.status().available_heaters)
                names_.push_back(section.substr(section.rfind(' ') + 1));
        return names_;
    }
    void follow(const std::string& name, const printer::Heater& heater) {
        auto& known = known_[name];
        if (heater.target() != known.target) forecast_.set_target(name, heater.target());
        const bool waited = heater.assumed() != known.assumed && heater.assumed() > 0.0;
        known = {heater.target(), heater.assumed()};
        if (waited) heated_ += forecast_.wait_for(name);
    }

    struct Known {
        double target = 0.0, assumed = 0.0;
    };
    void look() {
        const base::Seconds moved = toolhead_.print_time() - base::PrintTime{};
        forecast_.pass(moved - moved_);
        moved_ = moved;
        for (const auto& name : names()) follow(name, *heaters_.find(name));
    }

    EachLine each_line_;
    printer::Dispatcher& gcode_;
    modules::Heaters& heaters_;
    printer::Toolhead& toolhead_;
    HeatForecast forecast_;
    std::vector<std::string> names_;
    std::map<std::string, Known> known_;
    base::Seconds moved_{}, heated_{};
    TimeMarks marks_;
};

Result<gcode::Outline> outline_of(const std::string& file) {
    auto source = gcode::open_source(file);
    if (!source) return source.error();
    return gcode::read_outline(*source);
}

// What listeners hear, as far as it is a complaint; each of its lines begins with "// ".
void hear(std::string_view text, Findings& findings) {
    const bool restarts = text.find("would restart here") != text.npos;
    if (!restarts && !text.starts_with("// Unknown command:")) return;
    std::string words = "\n" + std::string(text);
    for (auto at = words.find("\n// "); at != words.npos; at = words.find("\n// ", at))
        words.erase(at + 1, 3);
    findings.add(words.substr(1), false);
}

// One file's way through one planner.
class Attempt {
  public:
    Attempt(Flight& flight, const gcode::Outline& outline)
        : flight_(flight),
          findings_(outline),
          objects_(findings_),
          loops_(findings_),
          planner_(flight.config, [this](std::string_view text) { hear(text, findings_); }) {}

    Result<Preflight> run() {
        for (NamedDictionary& board : flight_.boards)
            if (auto added = planner_.add_board(std::move(board), [](wire::Bytes) {}); !added)
                return added.error();
        if (const auto problems = planner_.build(); !problems.empty())
            return Error{problems.front().text()};
        if (auto* prober =
                planner_.host().printer().modules().the<modules::CurrentProbe>().prober())
            prober->assume_flat_bed();
        assume_filament();
        card_ = planner_.host().printer().modules().first<modules::VirtualSdcard>();
        has_loops_ = planner_.host().printer().modules().first<modules::SdcardLoop>();
        if (has_loops_) planner_.host().printer().modules().the<modules::SdcardLoop>().run_once();
        names_objects_ = planner_.host().printer().modules().first<modules::ExcludeObject>();
        time_.emplace(planner_.host(),
                      flight_.config,
                      recall_heaters(usual_heater_memory(flight_.config.file())),
                      [this](const gcode::Line& line) {
                          note_question(line.command());
                          if (auto what = line_trouble(line, flight_.config); !what.empty())
                              findings_.add(std::move(what), false);
                      });
        moves_.emplace(planner_.host(), findings_);
        const auto summary = planner_.print(flight_.file, watch());
        note_shut_down();
        loops_.end();
        if (!summary && !stopped_) {
            findings_.begin_line({}, 0);  // the error says where
            findings_.add(summary.error().what, true);
        }
        moves_.reset();
        return Preflight{findings_.take(), time_->take()};
    }

  private:
    Planner::Watch watch() {
        return {.on_line =
                    [this](double share, std::uint64_t line) {
                        time_->mark(share);
                        if (flight_.on_line) flight_.on_line(share, line);
                    },
                .cancelled = flight_.cancelled,
                .before_line =
                    [this](const gcode::Line& line, const std::string& place) {
                        note_shut_down();
                        if (card_) time_->mark(card_->progress());
                        findings_.begin_line(place, line_number(place));
                        if (names_objects_) objects_.see(line);
                        if (has_loops_) loops_.see(line, place, line_number(place));
                    },
                .failed = [this](const std::string& what) { return note(what); }};
    }
    void assume_filament() {
        const auto& modules = planner_.host().printer().modules();
        for (const printer::Module& module : modules.all()) {
            if (auto* by_switch = modules.find<modules::FilamentSwitchSensor>(module.name))
                by_switch->assume_present();
            if (auto* by_motion = modules.find<modules::FilamentMotionSensor>(module.name))
                by_motion->assume_present();
        }
    }
    static std::uint64_t line_number(std::string_view place) {
        return static_cast<std::uint64_t>(
            base::parse_whole(place.substr(place.rfind(':') + 1)).value_or(0));
    }
    void note_question(std::string_view command) {
        if (command == "QUERY_PROBE" || command == "QUERY_ENDSTOPS" || command == "M119")
            asked_a_sensor_ = true;
    }
    // By the line before, in case.
    void note_shut_down() {
        const auto& printer = planner_.host().printer();
        if (stopped_ || printer.state() == printer::State::ready) return;
        stopped_ = true;
        findings_.add("stops the printer: " + printer.state_message(), true);
    }
    // A macro that has asked a sensor, and complains, may have heard something else in a print.
    bool depends_on_a_sensor(const std::string& what) const {
        return asked_a_sensor_ && what.find("gcode.CommandError: ") != std::string::npos;
    }
    bool note(const std::string& what) {
        if (stopped_) return false;
        if (depends_on_a_sensor(what))
            findings_.add(what + "; that depends on what a probe or an endstop says then", false);
        else
            findings_.add(what, true);
        if (what.find("Must home") != std::string::npos) {
            auto& toolhead = planner_.host().toolhead();
            toolhead.set_position(toolhead.position(), printer::all_axes());
        }
        stopped_ = planner_.host().printer().state() != printer::State::ready;
        return !stopped_;
    }

    Flight& flight_;
    Findings findings_;
    ObjectCheck objects_;
    LoopCheck loops_;
    Planner planner_;
    std::optional<TimeKeeper> time_;
    std::optional<MoveCheck> moves_;
    const modules::VirtualSdcard* card_ = nullptr;
    bool names_objects_ = false;  // somebody serves the commands
    bool has_loops_ = false;      // the same
    bool asked_a_sensor_ = false;
    bool stopped_ = false;  // for good, with a complaint
};

Preflight landed_with(const Result<Preflight>& result) {
    if (result) return *result;
    return {.findings = {{.place = {}, .what = result.error().what}}, .marks = {}};
}

}  // namespace

runtime::Task<Preflight> fly_meanwhile(runtime::Executor& executor, Flight flight) {
    std::optional<Result<Preflight>> result;
    LongWork work = [&](const std::function<bool()>& cancelled) {
        flight.cancelled = cancelled;
        result = fly(std::move(flight));
    };
    auto flying = meanwhile(executor, std::move(work));
    co_await flying;
    co_return landed_with(*result);
}

Preflight fly_at_once(Flight flight) {
    return landed_with(fly(std::move(flight)));
}

Result<Preflight> fly(Flight flight) {
    // It is read twice, and a pipe could keep us waiting for ever.
    if (std::filesystem::exists(flight.file) && !std::filesystem::is_regular_file(flight.file))
        return Error{flight.file + ": not a file that can be checked; give a regular file"};
    const auto outline = outline_of(flight.file);
    if (!outline) return outline.error();
    return Attempt(flight, *outline).run();
}

}  // namespace escapement::app
