// Host, boards and machine in one process; only the pins are believed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/simulated_print.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "escapement/heat_waits.hpp"
#include "escapement/loading.hpp"
#include "escapement/print_duration.hpp"
#include "sim/picture.hpp"

namespace escapement::app {
namespace {

constexpr double cool_celsius = 45.0;  // hotend fans stop at 50
constexpr base::Seconds longest_cooling{3600.0};

}  // namespace

SimulatedPrint::SimulatedPrint(const config::Document& config,
                               sim::Blueprint blueprint,
                               std::string file,
                               flight::Recorder* recorder)
    : config_(config),
      file_(std::move(file)),
      world_(std::move(blueprint)),
      watch_(world_.machine()),
      wiring_(world_),
      log_(recorder ? std::make_optional<FlightLog>(*recorder, world_) : std::nullopt),
      session_({.outside = world_,
                .config = config,
                .wiring = wiring_,
                .journal = journal_,
                .manner = {},
                .log = log_ ? &*log_ : nullptr,
                .machine = Host::Machine::simulated}) {
    for (const BoardLine& line : wiring_.lines()) session_.add_board(line);
    world_.machine().observe(&watch_);
    session_.host().console().listen([this](std::string_view text) { say(text); });
}

// Answers, remarks and errors; the temperatures while heating would only hide them.  All of it goes
// to standard error: standard output is the report's.
void SimulatedPrint::say(std::string_view text) {
    const bool fails = text.starts_with("!!");
    if (waits_for_heat_ && !fails && !text.starts_with("//")) return wait_on(text);
    if (is_thrown_too(session_.host(), text)) return;
    if (fails) note_error(text);
    if (progress_) progress_->clear();
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void SimulatedPrint::note_error(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("! "), text.size()));
    if (++errors_ == 1) first_error_ = text.substr(0, text.find('\n'));
}

// Nothing else would end the wait for a temperature that never comes.
void SimulatedPrint::wait_on(std::string_view temperatures) {
    if (world_.elapsed() - line_begun_ < longest_heat_wait) return;
    throw endless_wait(temperatures);
}

base::Result<void> SimulatedPrint::prepare() {
    auto source = gcode::open_source(file_);
    if (!source) return source.error();
    outline_ = gcode::read_outline(*source);
    if (outline_.broken_off) return *outline_.broken_off;
    return {};
}

Session::Result SimulatedPrint::run() {
    if (auto prepared = prepare(); !prepared) {
        Session::Result result;
        result.failure = prepared.error().what;
        return result;
    }
    const runtime::SystemOutside wall;
    const auto begun = wall.now();
    auto result = session_.run([this] { return work(); });
    progress_.reset();
    if (!shut_down_at_.empty()) result.failure += "; the file was read up to " + shut_down_at_;
    wall_s_ = std::chrono::duration<double>(wall.now() - begun).count();
    return result;
}

void SimulatedPrint::show_progress(double share, std::uint64_t line) {
    const auto layers = outline_.layers.size();
    progress_->show(share,
                    layers == 0 ? "line " + std::to_string(line)
                                : "layer " + std::to_string(outline_.layer_of(line)) + " of " +
                                      std::to_string(layers));
}

runtime::Task<> SimulatedPrint::work() {
    watch_.judge = &judge_.emplace(world_, session_.host());
    begun_ = ended_ = watch_.last_step = world_.elapsed();
    progress_.emplace("printing");
    const auto shut_down = session_.host().printer().events().shut_down.connect(
        [this](const auto&) { shut_down_at_ = place_; });
    co_await print();
    ended_ = std::max(watch_.last_step, lines_end_);
    progress_.reset();
    co_await cool_down();
    judge_->finish();
}

runtime::Task<> SimulatedPrint::print() {
    auto& host = session_.host();
    const Feed parts{
        .on_line = [&](double share, std::uint64_t line) { show_progress(share, line); },
        .before_line =
            [&](const gcode::Line& line, const std::string& place) {
                place_ = place;
                if (auto* log = session_.log()) log->command(line.text());
                waits_for_heat_ = waits_for_heat(line.command());
                line_begun_ = world_.elapsed();
                judge_->set_place(place);
            },
        .after_line = [&](const gcode::Line&, const std::string&) { waits_for_heat_ = false; }};
    co_await print_file(host, file_, parts);
    lines_end_ = end_of_lines(world_, host);
    co_await host.toolhead().wait_moves();
}

runtime::Task<> SimulatedPrint::cool_down() {
    auto& host = session_.host();
    co_await host.make_safe();
    const auto deadline = world_.elapsed() + longest_cooling;
    auto& machine = world_.machine();
    const auto heaters = machine.blueprint().heaters.size();
    const auto hot = [&] {
        for (std::size_t i = 0; i < heaters; ++i)
            if (machine.heater(i).temperature(world_.elapsed()) > cool_celsius) return true;
        return false;
    };
    while (hot() && world_.elapsed() < deadline) co_await host.executor().after(base::Seconds(1.0));
}

PrintReport SimulatedPrint::report() const {
    PrintReport report;
    report.file = file_;
    const auto* printer = config_.find("printer");
    const auto* kinematics = printer ? printer->find("kinematics") : nullptr;
    report.kinematics = kinematics ? kinematics->value : "";
    report.print_time_s = (ended_ - begun_).count();
    report.wall_s = wall_s_;
    report.errors = errors_;
    report.first_error = first_error_;
    report.layers = outline_.layers.size();
    report.heights = sim::layer_heights(watch_.track()).size();
    report.look_at(world_);
    if (judge_) judge_->add_to(report);
    return report;
}

}  // namespace escapement::app
