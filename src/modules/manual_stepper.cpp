// MANUAL_STEPPER: moves, searches for an endstop, and the change into an axis of G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/manual_stepper.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "mcu/endstop.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/query_endstops.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/tmc_drivers.hpp"
#include "modules/toolhead.hpp"
#include "motion/extruder.hpp"
#include "motion/solo_move.hpp"
#include "printer/endstop_faults.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using printer::CommandError;

// Between the first look at the endstop and the first step.
constexpr Seconds search_delay{0.001};
constexpr Seconds shortest_rest{0.001};
constexpr Seconds longest_solo_move{24.0 * 3600.0};

}  // namespace

ManualStepper::ManualStepper(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      machine_(context.modules.the<ToolheadModule>()),
      stepper_(printer::make_stepper(config_, context)),
      segments_(machine_.motion().new_segment_queue()) {
    stepper_->follow(segments_, motion::filament);
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
    if (config_.endstop_pin) add_endstop();
    // Last: what fails before is not destroyed, so that nobody would take the motor out again.
    machine_.motion().add(*stepper_);
}

ManualStepper::~ManualStepper() {
    machine_.motion().remove(*stepper_);
}

std::unique_ptr<printer::EndstopInput> ManualStepper::make_endstop() {
    const printer::PinUse use{.section = config_.section, .option = "endstop_pin"};
    auto& drivers = context_.modules.the<TmcDrivers>();
    if (context_.pins.is_offered_endstop(*config_.endstop_pin, use))
        if (auto stall = drivers.endstop(*config_.endstop_pin, config_.section)) return stall;
    const auto claimed = context_.pins.claim(*config_.endstop_pin, use, config::input_prefixes);
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw config_.section.error("endstop_pin", device.error().what);
    return std::make_unique<printer::McuEndstop>(std::move(*device),
                                                 "endstop_pin " + config_.endstop_pin->text);
}

void ManualStepper::add_endstop() {
    auto input = make_endstop();
    context_.modules.the<QueryEndstops>().add(config_.section.title, *input);
    try {
        input->add_stepper(*stepper_);
    } catch (const printer::ConfigError& error) {
        throw config_.section.error("endstop_pin", error.what());
    }
    endstop_ = std::move(input);
}

runtime::Task<> ManualStepper::command(const Command& request) {
    if (request.gcode_axis) {
        change_axis(request);
        co_return;
    }
    if (is_axis_) throw CommandError("Must unregister from gcode axis first");
    if (request.enable)
        context_.modules.the<StepperEnable>().set_power({stepper_.get()}, *request.enable != 0);
    if (request.set_position) set_position(*request.set_position);
    const Pace pace{request.speed.value_or(config_.velocity),
                    request.accel.value_or(config_.accel)};
    if (request.stop_on_endstop) {
        const Search how = search_of(*request.stop_on_endstop);
        if (!request.move) throw CommandError("STOP_ON_ENDSTOP needs MOVE");
        refuse_out_of_range(*request.move);
        co_await search(*request.move, pace, how);
    } else if (request.move) {
        refuse_out_of_range(*request.move);
        move(*request.move, pace, request.sync.value_or(1) != 0);
    } else if (request.sync.value_or(0) != 0) {
        sync();
    }
}

// "try_inverted_probe" and so on; the numbers are what they were called before.
ManualStepper::Search ManualStepper::search_of(const std::string& request) {
    static const std::map<std::string, std::string> numbers{
        {"-2", "try_inverted_home"}, {"-1", "inverted_home"}, {"1", "home"}, {"2", "try_home"}};
    const auto number = numbers.find(request);
    std::string_view words = number == numbers.end() ? request : number->second;
    const auto takes = [&words](std::string_view word) {
        const bool there = words.starts_with(word);
        if (there) words.remove_prefix(word.size());
        return there;
    };
    Search search;
    search.trying = takes("try_");
    search.inverted = takes("inverted_");
    search.probing = words == "probe";
    if (words != "probe" && words != "home")
        throw CommandError("Unknown STOP_ON_ENDSTOP request '" + request +
                           "'\nIt is home or probe, with try_ or inverted_ or both in front");
    return search;
}

bool ManualStepper::in_range(Length position) const {
    return !(config_.position_min && position < *config_.position_min) &&
           !(config_.position_max && position > *config_.position_max);
}

std::string ManualStepper::range_words() const {
    std::string words = "; " + stepper_->name() + " goes";
    if (config_.position_min) words += " from " + base::print_number(config_.position_min->value);
    if (config_.position_max) words += " to " + base::print_number(config_.position_max->value);
    return words;
}

void ManualStepper::refuse_out_of_range(Length position) const {
    if (!in_range(position))
        throw CommandError(
            "Move out of range: " + base::print_number(position.value) + range_words(),
            CommandError::Kind::out_of_range);
}

PrintTime ManualStepper::sync() {
    auto& toolhead = machine_.toolhead();
    const PrintTime now = toolhead.last_move_time();
    if (ends_at_ > now)
        toolhead.dwell(ends_at_ - now);
    else
        ends_at_ = now;
    return ends_at_;
}

void ManualStepper::submit(Length to, const Pace& pace) {
    const auto segment = motion::solo_segment(ends_at_, {position_, to, pace.speed, pace.accel});
    if (segment.duration() > longest_solo_move)
        throw CommandError("Move would take more than a day; SPEED or ACCEL is too low");
    if (segment.duration() > Seconds{}) segments_.append(segment);
    ends_at_ = segment.end();
    position_ = to;
}

void ManualStepper::move(Length to, const Pace& pace, bool wait) {
    sync();
    submit(to, pace);
    machine_.motion().note_steps(ends_at_);
    if (wait) sync();
}

void ManualStepper::set_position(Length position) {
    machine_.toolhead().flush();
    position_ = position;
    stepper_->set_position({position, {}, {}});
}

runtime::Task<> ManualStepper::learn_origin() {
    if (context_.offline || stepper_->knows_origin()) co_return;
    co_await machine_.toolhead().wait_moves();
    machine_.toolhead().flush();
    co_await stepper_->learn_origin();
}

runtime::Task<> ManualStepper::search(Length to, Pace pace, Search how) {
    if (!endstop_) throw CommandError("No endstop for this manual stepper");
    co_await learn_origin();
    co_await endstop_->prepare();
    machine_.toolhead().flush();
    const std::int64_t start = stepper_->mcu_position();
    const double steps = std::abs((to - position_) / stepper_->step_distance());
    const Seconds travel{std::abs((to - position_).value) / pace.speed.value};
    endstop_->await(!how.inverted);
    endstop_->arm(sync(), steps > 0.0 ? travel / steps : shortest_rest);
    ends_at_ += search_delay;
    co_await drip(to, pace);
    const bool interrupted = context_.turns.interrupted();
    const PrintTime end = interrupted ? machine_.toolhead().estimated_print_time() : sync();
    const auto triggered = co_await disarm(end);
    machine_.toolhead().flush();
    std::int64_t over_steps = 0;
    if (!context_.offline) {
        co_await stepper_->learn_position(machine_.toolhead().estimated_print_time());
        over_steps = stepper_->mcu_position() - stepper_->mcu_position_at(triggered.value_or(end));
    }
    settle(to, {.probing = how.probing || interrupted}, over_steps);
    context_.turns.check();
    if (!triggered && !how.trying)
        throw CommandError(printer::no_trigger_text({config_.section.title, endstop_.get()}));
    if (how.probing && !context_.offline && start == stepper_->mcu_position() && !how.trying)
        throw CommandError(printer::triggered_before_text(
            "Endstop " + config_.section.title + " triggered prior to movement", *endstop_));
    sync();
}

// Whatever comes of it, the endstop is left as it was.
runtime::Task<std::optional<PrintTime>> ManualStepper::disarm(PrintTime end) {
    std::optional<PrintTime> triggered;
    std::string trouble;
    try {
        triggered = co_await endstop_->disarm(end);
    } catch (const CommandError& error) {
        trouble = error.what();
    }
    co_await endstop_->restore();
    if (!trouble.empty()) throw CommandError(trouble);
    co_return triggered;
}

// What was not stepped when it stopped will not be.
runtime::Task<> ManualStepper::drip(Length to, Pace pace) {
    auto& motion = machine_.motion();
    const PrintTime start = sync();
    submit(to, pace);
    co_await motion.drip(start, ends_at_, [this] { return endstop_->ended(); });
    const PrintTime now = motion.solved_until();
    if (segments_.end() <= now) co_return;
    if (const auto reached = segments_.position_at(now)) segments_.set_position(now, *reached);
    stepper_->cut(now);
}

// Where it was sent to is where the switch is; unless that is what is to be found out.
void ManualStepper::settle(Length to, const Search& how, std::int64_t over_steps) {
    if (how.probing) {
        set_position(context_.offline ? to
                                      : stepper_->commanded_position_of(stepper_->mcu_position()));
        return;
    }
    set_position(to);
    if (over_steps != 0)
        set_position(stepper_->commanded_position_of(stepper_->mcu_position() + over_steps));
}

void ManualStepper::change_axis(const Command& request) {
    auto& toolhead = machine_.toolhead();
    std::string wanted = base::upper_case(*request.gcode_axis);
    if (is_axis_) {
        if (!wanted.empty()) throw CommandError("Must unregister axis first");
        is_axis_ = false;
        toolhead.remove_axis(*this);
        return;
    }
    if (wanted.empty()) return;
    if (wanted.size() != 1 || wanted[0] < 'A' || wanted[0] > 'Z' ||
        std::string_view("XYZEFN").find(wanted[0]) != std::string_view::npos)
        throw CommandError("Not a valid GCODE_AXIS\nIt is one letter, but none of X Y Z E F N");
    for (const auto* axis : toolhead.extra_axes())
        if (axis->letter() == wanted[0])
            throw CommandError("Axis '" + wanted + "' already registered");
    letter_ = wanted[0];
    corner_velocity_ = request.instantaneous_corner_velocity;
    limit_velocity_ = request.limit_velocity;
    limit_accel_ = request.limit_accel;
    toolhead.add_axis(*this, position_);
    is_axis_ = true;
}

void ManualStepper::check_move(motion::Move& move, std::size_t axis) const {
    if (!in_range(move.end()[axis]))
        throw CommandError(printer::move_error_text(move, "Move out of range") + "; " + letter_ +
                               base::print_number(move.end()[axis].value) + range_words(),
                           CommandError::Kind::out_of_range);
    const double distance_per_axis = 1.0 / std::abs(move.ratio(axis));
    base::Accel accel = limit_accel_;
    if (!move.is_kinematic() && config_.accel > base::Accel{})
        accel = std::min(accel, config_.accel);
    move.limit_speed(limit_velocity_ * distance_per_axis, accel * distance_per_axis);
}

motion::SpeedSquared ManualStepper::junction_limit(const motion::Move& previous,
                                                   const motion::Move& move,
                                                   std::size_t axis) const {
    return motion::extruder_corner_limit(previous, move, axis, corner_velocity_);
}

void ManualStepper::follow_move(PrintTime start, const motion::Move& move, std::size_t axis) {
    motion::append_extra_axis_move(segments_, start, move, axis);
    position_ = move.end()[axis];
}

void ManualStepper::check(const Config& config, printer::Complaints& complaints) {
    printer::check_stepper(config, complaints);
    if (config.position_min && config.position_max &&
        !(*config.position_max > *config.position_min))
        complaints.add("position_max", "must be above position_min");
}

void ManualStepper::describe(printer::Description<ManualStepper>& module) {
    module.section("manual_stepper").named().doc("A motor that moves when it is told to.");
    printer::describe_stepper(module, printer::Motor::required);
    module.option<&Config::velocity>("Speed, unless a command says otherwise.")
        .above(base::Speed{0.0});
    module.option<&Config::accel>("Acceleration, unless a command says otherwise; 0 for none.")
        .at_least(base::Accel{0.0});
    module.option<&Config::position_min>("Least position that moves may have.");
    module.option<&Config::position_max>("Greatest position that moves may have.");
    describe_homing(module);
    describe_command(module);
}

void ManualStepper::describe_homing(printer::Description<ManualStepper>& module) {
    module.option<&Config::endstop_pin>("Input that STOP_ON_ENDSTOP watches.").endstop();
    module.option<&Config::position_endstop>("Without effect: MOVE says where the endstop is.");
    module.option<&Config::homing_speed>("Without effect: SPEED says how fast to search.")
        .above(base::Speed{0.0});
    module.option<&Config::second_homing_speed>("Without effect.").above(base::Speed{0.0});
    module.option<&Config::homing_retract_speed>("Without effect.").above(base::Speed{0.0});
    module.option<&Config::homing_retract_dist>("Without effect.").at_least(Length{0.0});
    module.option<&Config::homing_positive_dir>("Without effect.");
}

void ManualStepper::describe_command(printer::Description<ManualStepper>& module) {
    auto set = module.command<&ManualStepper::command>("MANUAL_STEPPER",
                                                       "Command a manually configured stepper");
    set.chosen_by("STEPPER");
    set.parameter<&Command::enable>("1 switches the motor on, 0 off.");
    set.parameter<&Command::set_position>("Where it is from now on, without having moved.");
    set.parameter<&Command::speed>("Speed of the move.").above(base::Speed{0.0});
    set.parameter<&Command::accel>("Acceleration of the move; 0 for none.")
        .at_least(base::Accel{0.0});
    set.parameter<&Command::move>("Position to move to.");
    set.parameter<&Command::stop_on_endstop>(
        "home or probe, with try_ or inverted_ or both in front: stop at the endstop.");
    set.parameter<&Command::sync>("0: what comes next need not wait for the move.");
    set.parameter<&Command::gcode_axis>("Letter under which G1 moves it; empty for none.");
    set.parameter<&Command::instantaneous_corner_velocity>(
           "How much the axis' speed may change at a junction of moves.")
        .at_least(base::Speed{0.0});
    set.parameter<&Command::limit_velocity>("Greatest speed of the axis.").above(base::Speed{0.0});
    set.parameter<&Command::limit_accel>("Greatest acceleration of the axis.")
        .above(base::Accel{0.0});
}

void complete_settings(ManualStepper::Config& config, const printer::Complaints&) {
    if (!config.endstop_pin) return;
    config.second_homing_speed = config.second_homing_speed.value_or(config.homing_speed / 2.0);
    config.homing_retract_speed = config.homing_retract_speed.value_or(config.homing_speed);
    config.homing_positive_dir =
        config.homing_positive_dir.value_or(config.position_endstop > Length{});
}

std::vector<std::string> unused_options(const ManualStepper::Config& config,
                                        const printer::Complaints&) {
    if (config.endstop_pin) return {};
    return {"position_endstop", "homing_speed", "homing_retract_dist"};
}

}  // namespace escapement::modules
