// escapement sim: a simulated printer behind pseudo-terminals, for hosts of all kinds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <limits>
#include <vector>

#include "escapement/commands.hpp"
#include "escapement/host_port.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/live_report.hpp"
#include "escapement/loading.hpp"
#include "escapement/output_file.hpp"
#include "escapement/pictures.hpp"
#include "escapement/pin_watch.hpp"
#include "escapement/resonance_option.hpp"
#include "escapement/sim_blueprint.hpp"
#include "runtime/executor.hpp"
#include "runtime/real_time.hpp"
#include "runtime/system_clock.hpp"
#include "sim/live_world.hpp"
#include "sim/picture.hpp"

namespace escapement::app {
namespace {

sim::World::Options fast_cables() {
    return {.cable_latency = base::Seconds(0),
            .cable_bytes_per_s = std::numeric_limits<double>::infinity()};
}

// The place of a board's device.
base::Result<std::string> port_path(const config::Document& config,
                                    const std::string& board,
                                    const std::string& folder) {
    if (!folder.empty()) return folder + "/" + board;
    const std::string section = board == "mcu" ? board : "mcu " + board;
    const auto* serial = config.find(section)->find("serial");
    if (serial && !serial->value.empty()) return serial->value;
    return base::Error{"[" + section + "] serial: must be specified, for example /tmp/" + board +
                       "; or choose a place with --folder DIR"};
}

class OfferedPrinter {
  public:
    OfferedPrinter(const SimulateWish& wish, const config::Document& config, sim::Blueprint plan)
        : wish_(wish),
          config_(config),
          begun_(outside_.now()),
          world_(std::move(plan), fast_cables()),
          live_(world_, sim::Pace({.speed = wish.speed}, begun_, world_.now())),
          watch_(world_.machine()),
          executor_(outside_) {
        world_.machine().observe(&watch_);
    }

    // Makes all ports, or none.
    base::Result<void> open_ports() {
        for (const auto& board : world_.machine().blueprint().boards) {
            auto path = port_path(config_, board.name, wish_.folder);
            if (!path) return path.error();
            auto port = HostPort::open(*path);
            if (!port) return port.error();
            ports_.push_back(*std::move(port));
        }
        for (std::size_t i = 0; i < ports_.size(); ++i) {
            live_.connect(i, ports_[i].terminal());
            say(board(i) + ": waiting for a host at " + ports_[i].path());
        }
        return {};
    }

    int run() {
        look();
        runtime::Actor* const actors[] = {&executor_, &live_};
        runtime::drive(outside_, actors, finished_);
        return report();
    }

  private:
    const std::string& board(std::size_t number) const {
        return world_.machine().blueprint().boards[number].name;
    }
    static void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

    void look() {
        finished_ = interrupts_.interrupted();
        for (std::size_t i = 0; i < ports_.size(); ++i) look_at_port(i);
        look_at_boards();
        if (requests_.take()) report();
        executor_.call_at(outside_.now() + runtime::Executor::to_duration(HostPort::between_looks),
                          [this] { look(); });
    }

    void look_at_port(std::size_t number) {
        const auto change = ports_[number].look(outside_);
        if (change == HostPort::Change::none) return;
        const bool came = change == HostPort::Change::came;
        say(board(number) + (came ? ": a host has connected" : ": the host is gone"));
        if (came)
            ++connections_;
        else
            live_.forget_unwritten(number);
    }

    void look_at_boards() {
        const auto reason = world_.shutdown_reason();
        if (reason == shutdown_reason_) return;
        say(reason.empty() ? "all boards work again" : "shut down: " + reason);
        shutdown_reason_ = reason;
    }

    int report() {
        LiveReport report;
        report.look_at(world_);
        if (const auto* printer = config_.find("printer"))
            if (const auto* kinematics = printer->find("kinematics"))
                report.kinematics = kinematics->value;
        report.wall_s = base::Seconds(outside_.now() - begun_).count();
        report.speed = wish_.speed;
        report.slipped_s = live_.pace().slipped().count();
        report.longest_slip_s = live_.pace().longest_slip().count();
        report.connections = connections_;
        report.filament_pins_mm = world_.machine().filament();
        report.peak_speed = watch_.peak_speed();
        const auto track = watch_.track();
        report.heights = sim::layer_heights(track).size();
        auto written = write_files(report, track);
        const bool as_json = wish_.report == "json";
        const auto text = as_json ? base::to_json(report.value()) + "\n" : report.text();
        std::fputs(text.c_str(), stdout);
        std::fflush(stdout);
        if (written) return exit_good;
        complain(written.error().what);
        return exit_failed;
    }

    base::Result<void> write_files(LiveReport& report, const std::vector<sim::TrackPoint>& track) {
        if (wish_.report_folder.empty()) return {};
        auto pictures = draw(track, wish_.report_folder);
        if (!pictures) return pictures.error();
        report.pictures = *std::move(pictures);
        return write_file(wish_.report_folder + "/report.json",
                          base::to_json(report.value()) + "\n");
    }

    const SimulateWish& wish_;
    const config::Document& config_;
    runtime::SystemOutside outside_;
    const InterruptWatch interrupts_;
    ReportWatch requests_;
    const runtime::HostTime begun_;
    sim::World world_;
    sim::LiveWorld live_;
    PinWatch watch_;
    runtime::Executor executor_;
    std::vector<HostPort> ports_;
    std::string shutdown_reason_;
    std::uint64_t connections_ = 0;
    bool finished_ = false;
};

}  // namespace

int simulate(const SimulateWish& wish) {
    const auto reading = load_config(wish.config);
    if (!reading) return exit_failed;
    auto blueprint = make_blueprint(reading->document);
    if (!blueprint) {
        complain(blueprint.error().what);
        return exit_failed;
    }
    const auto resonances = parse_resonances(wish.resonance, blueprint->resonances);
    if (!resonances) {
        complain(resonances.error().what);
        return exit_failed;
    }
    blueprint->resonances = *resonances;
    OfferedPrinter printer(wish, reading->document, std::move(*blueprint));
    if (auto opened = printer.open_ports(); !opened) {
        complain(opened.error().what);
        return exit_failed;
    }
    // A board is always in time.  As fast as possible, it would leave nothing for the host.
    if (wish.speed <= 1.0) static_cast<void>(runtime::be_preferred());
    return printer.run();
}

}  // namespace escapement::app
