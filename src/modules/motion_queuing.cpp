// Connects the queue of motion with the microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/motion_queuing.hpp"

#include <algorithm>

#include "mcu/mcu.hpp"
#include "printer/mcus.hpp"

namespace escapement::modules {

namespace {

// How often clocks of further microcontrollers are made to agree with the main one.
constexpr base::Seconds steering_interval{1.0};

}  // namespace

void MotionQueuing::describe(printer::Description<MotionQueuing>& module) {
    module.section("motion_queuing").always().doc("The queue of all motion; has no options.");
}

MotionQueuing::MotionQueuing(printer::Context& context)
    : context_(context),
      queue_({.executor = context.executor,
              .turns = context.turns,
              .estimated_print_time =
                  [&context] { return context.mcus.main().estimated_print_time(); },
              .collect = [&context] { collect(context.mcus); },
              .send = [&context](base::PrintTime until) { send(context.mcus, until); },
              .offline = context.offline,
              .crew = context.crew}),
      steering_(context.executor, [this] { steer_clocks(); }),
      ready_(context.events.ready.connect([this](const printer::Ready&) {
          if (!context_.offline) steer_clocks();
      })),
      shut_down_(context.events.shut_down.connect(
          [this](const printer::ShutDown&) { steering_.cancel(); })) {}

void MotionQueuing::collect(const printer::Mcus& mcus) {
    for (const auto& mcu : mcus.all()) mcu->steps().collect();
}

void MotionQueuing::send(const printer::Mcus& mcus, base::PrintTime until) {
    for (const auto& mcu : mcus.all()) mcu->steps().send_collected(mcu->clock().clock_at(until));
}

void MotionQueuing::steer_clocks() {
    const auto& main = context_.mcus.main();
    const auto committed = std::max(queue_.solved_until(), queue_.estimated_print_time());
    for (const auto& mcu : context_.mcus.all())
        if (mcu.get() != &main) mcu->follow(main, committed);
    steering_.set_after(steering_interval, runtime::leisure);
}

}  // namespace escapement::modules
