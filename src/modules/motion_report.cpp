// Looks up the present moment in what was planned.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/motion_report.hpp"

#include <algorithm>

#include "modules/extruder.hpp"
#include "modules/manual_stepper.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/toolhead.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

const std::string toolhead_name = "toolhead";

}  // namespace

void MotionReport::describe(printer::Description<MotionReport>& module) {
    module.section("motion_report").always().doc("Where the machine is; has no options.");
    module.status<&Status::live_position>("x, y, z and e at this moment, mm.").coordinate();
    module.status<&Status::live_velocity>("How fast the head goes, mm/s.");
    module.status<&Status::live_extruder_velocity>("How fast the filament goes, mm/s.");
    module.status<&Status::steppers>("All steppers.");
    module.status<&Status::trapq>("All that moves by itself: the head, extruders.");
}

std::vector<MotionReport::Queue> MotionReport::queues() const {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    std::vector<Queue> all{{toolhead_name, &toolhead.segments()}};
    for (const auto& module : context_.modules.all()) {
        if (module.type->type == typeid(Extruder))
            all.push_back({module.name, &static_cast<Extruder*>(module.object.get())->segments()});
        if (module.type->type == typeid(ManualStepper))
            all.push_back(
                {module.name, &static_cast<ManualStepper*>(module.object.get())->segments()});
    }
    std::sort(all.begin(), all.end(), [](const Queue& one, const Queue& other) {
        return one.name < other.name;
    });
    return all;
}

// What is not known any more counts as zero.
MotionReport::Status MotionReport::status() const {
    const auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    const auto now = toolhead.estimated_print_time();
    const auto& axes = toolhead.extra_axes();
    Status status;
    status.live_position.resize(motion::extruder_axis + axes.size());
    for (const Queue& queue : queues()) {
        status.trapq.push_back(queue.name);
        const auto position = queue.segments->position_at(now);
        if (!position) continue;
        const double speed = queue.segments->speed_at(now).value_or(base::Speed{}).value;
        if (queue.name == toolhead_name) {
            status.live_position[0] = position->x.value;
            status.live_position[1] = position->y.value;
            status.live_position[2] = position->z.value;
            status.live_velocity = speed;
        }
        for (std::size_t i = 0; i < axes.size(); ++i) {
            if (axes[i]->name() != queue.name) continue;
            status.live_position[motion::extruder_axis + i] = position->x.value;
            if (i == 0) status.live_extruder_velocity = speed;
        }
    }
    status.steppers = context_.modules.the<StepperEnable>().names();
    std::sort(status.steppers.begin(), status.steppers.end());
    return status;
}

}  // namespace escapement::modules
