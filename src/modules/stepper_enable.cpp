// Enable pins, M18, M84 and SET_STEPPER_ENABLE.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/stepper_enable.hpp"

#include "base/names.hpp"
#include "mcu/digital_out.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/pins.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {
namespace {

// Between the last step and the loss of power, and between that and a new start: drivers need a
// moment.
constexpr base::Seconds stall_time{0.1};

}  // namespace

StepperEnable::StepperEnable(printer::Context& context)
    : context_(context),
      restarting_(
          context.events.restarting.connect([this](const printer::Restarting&) { turn_off(); })) {}

StepperEnable::~StepperEnable() = default;

void StepperEnable::add(printer::Stepper& stepper,
                        const std::optional<printer::PinName>& pin,
                        const printer::SectionName& section) {
    Line* line = pin ? &line_for(*pin, section) : nullptr;
    motors_.push_back(std::make_unique<Motor>(Motor{stepper, line}));
    expect_activity(*motors_.back());
}

StepperEnable::Line& StepperEnable::line_for(const printer::PinName& pin,
                                             const printer::SectionName& section) {
    const printer::PinUse use{
        .section = section, .option = "enable_pin", .share = printer::enable_share(section)};
    const auto claimed = context_.pins.claim(pin, use, config::output_prefixes);
    for (const auto& line : lines_)
        if (line->address == claimed.address()) {
            line->shared = true;
            return *line;
        }
    auto& output = context_.pins.digital_out(claimed, use, {});
    lines_.push_back(std::make_unique<Line>(Line{claimed.address(), &output}));
    return *lines_.back();
}

void StepperEnable::expect_activity(Motor& motor) {
    motor.stepper.on_first_activity([&motor](base::PrintTime when) { switch_on(motor, when); });
}

void StepperEnable::switch_on(Motor& motor, base::PrintTime when) {
    if (motor.on) return;
    motor.on = true;
    if (motor.watcher) motor.watcher(when, true);
    if (motor.line && motor.line->users++ == 0) motor.line->output->set(when, true);
}

void StepperEnable::switch_off(Motor& motor, base::PrintTime when) {
    motor.on = false;
    if (motor.watcher) motor.watcher(when, false);
    if (motor.line && --motor.line->users == 0) motor.line->output->set(when, false);
    expect_activity(motor);
}

void StepperEnable::turn_off() {
    std::vector<Motor*> all;
    for (const auto& motor : motors_) all.push_back(motor.get());
    set_motors(all, false);
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    context_.events.motors_off.emit({toolhead.print_time()});
}

bool StepperEnable::set_motors(const std::vector<Motor*>& motors, bool on) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    toolhead.flush();  // steps yet to be made may switch motors on
    std::vector<Motor*> changing;
    for (Motor* motor : motors)
        if (motor->on != on) changing.push_back(motor);
    if (changing.empty()) return false;
    if (!on) toolhead.dwell(stall_time);
    const auto when = toolhead.last_move_time();
    for (Motor* motor : changing) on ? switch_on(*motor, when) : switch_off(*motor, when);
    if (!on) toolhead.dwell(stall_time);
    return true;
}

bool StepperEnable::set_power(const std::vector<printer::Stepper*>& steppers, bool on) {
    std::vector<Motor*> motors;
    for (const printer::Stepper* stepper : steppers) motors.push_back(&motor(stepper->name()));
    return set_motors(motors, on);
}

void StepperEnable::set_enable(const SetEnable& request) {
    set_motors({&motor(request.stepper)}, request.enable != 0);
}

printer::Stepper& StepperEnable::stepper(const std::string& name) const {
    return motor(name).stepper;
}

StepperEnable::Motor& StepperEnable::motor(const std::string& name) const {
    for (const auto& motor : motors_)
        if (motor->stepper.name() == name) return *motor;
    throw printer::CommandError(base::not_an_option(name, "STEPPER", names()));
}

bool StepperEnable::has_own_pin(std::string_view stepper) const {
    for (const auto& motor : motors_)
        if (motor->stepper.name() == stepper) return motor->line && !motor->line->shared;
    return false;
}

void StepperEnable::watch(const std::string& stepper, PowerCallback callback) {
    motor(stepper).watcher = std::move(callback);
}

bool StepperEnable::is_on(std::string_view stepper) const {
    for (const auto& motor : motors_)
        if (motor->stepper.name() == stepper) return motor->on;
    return false;
}

std::vector<std::string> StepperEnable::names() const {
    std::vector<std::string> list;
    for (const auto& motor : motors_) list.push_back(motor->stepper.name());
    return list;
}

StepperEnable::Status StepperEnable::status() const {
    base::Value::Table steppers;
    for (const auto& motor : motors_) steppers.emplace_back(motor->stepper.name(), motor->on);
    return {base::Value(std::move(steppers))};
}

void StepperEnable::describe(printer::Description<StepperEnable>& module) {
    module.section("stepper_enable").always().doc("Power to the motors.");

    module.command<&StepperEnable::turn_off>("M18", "Switches the motors off.");
    module.command<&StepperEnable::turn_off>("M84", "Switches the motors off.");
    auto set = module.command<&StepperEnable::set_enable>(
        "SET_STEPPER_ENABLE", "Enable/disable individual stepper by name");
    set.parameter<&SetEnable::stepper>("Which stepper.").required();
    set.parameter<&SetEnable::enable>("1 for on, 0 for off.");

    module.status<&Status::steppers>("Which motors have power.");
}

}  // namespace escapement::modules
