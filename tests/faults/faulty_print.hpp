// A print over a cable with faults, with every step taken down.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/reader.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"
#include "flight/recorder.hpp"
#include "sim/faulty_cable.hpp"
#include "sim/world.hpp"

namespace escapement::app {

struct StepTaken {
    base::Seconds at;
    double x, y, z, e;
    bool operator==(const StepTaken&) const = default;
};

class StepNotes final : public sim::StepObserver {
  public:
    void stepped(base::Seconds at, const sim::Pose& pose) override {
        steps.push_back({at, pose.x, pose.y, pose.z, pose.e});
    }
    std::vector<StepTaken> steps;
};

inline config::Document example_printer() {
    return config::read_config(ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg", config::DiskFiles())
        .document;
}

// What became of it.
struct FaultyPrint {
    explicit FaultyPrint(const sim::CableFaults& faults)
        : world(*make_blueprint(config)), cable(world, world.cable(0), faults) {
        world.machine().observe(&notes);
    }

    // Homes, then does what the script says; both with their moves made.
    void run(const std::string& script) {
        SimWiring wiring(world);
        wiring.lead("mcu", cable);
        const Journal silent;
        std::optional<FlightLog> log;
        if (recorder) log.emplace(*recorder, world);
        Session session({.outside = world,
                         .config = config,
                         .wiring = wiring,
                         .journal = silent,
                         .manner = {},
                         .log = log ? &*log : nullptr});
        for (const BoardLine& line : wiring.lines()) session.add_board(line);
        session.host().console().listen([this](std::string_view text) { said += text; });
        session.add_actor(cable);
        const auto work = [&]() -> runtime::Task<> {
            auto& gcode = session.host().printer().gcode();
            co_await gcode.run_script("G28\nM400\n");
            homed_at = world.elapsed();
            homed_with = notes.steps.size();
            co_await gcode.run_script(script);
            co_await session.host().toolhead().wait_moves();
        };
        failure = session.run(work).failure;
    }

    const config::Document config = example_printer();
    sim::World world;
    sim::FaultyCable cable;
    StepNotes notes;
    flight::Recorder* recorder = nullptr;  // if everything is to be written down
    std::string failure, said;
    base::Seconds homed_at{};
    std::size_t homed_with = 0;  // steps
};

}  // namespace escapement::app
