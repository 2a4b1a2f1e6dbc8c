// Reading names, axes and shares, and what does not fit together about them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/carriage_plan.hpp"

#include <algorithm>
#include <cmath>

#include "base/names.hpp"
#include "base/text.hpp"
#include "printer/axes.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::printer {
namespace {

using base::Error;
using base::Result;
using Kind = CarriagePlan::Kind;

// Nobody gears a belt like that, and the steps would be too many to make.
constexpr double greatest_share = 1000.0;

std::string option_of(const config::Section& section, std::string_view key) {
    const config::Option* option = section.find(key);
    return option ? std::string(base::trim(option->value)) : std::string();
}

std::optional<std::size_t> axis_named(std::string_view name) {
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis)
        if (name == std::string_view(&axis_letters[axis], 1)) return axis;
    return std::nullopt;
}

void find_primary(CarriagePlan& plan, CarriagePlan::Carriage& carriage) {
    const auto name = option_of(*carriage.section, "primary_carriage");
    if (name.empty()) return;
    const auto primary = plan.find(name);
    if (!primary || plan.carriages[*primary].kind == Kind::extra) return;
    carriage.primary = primary;
    carriage.axis = plan.carriages[*primary].axis;
}

// One term of a sum, such as "x", "-y" or "+0.5*z".
struct Term {
    double factor = 1.0;
    std::string carriage;
};

Result<Term> read_term(std::string_view text, std::string_view whole) {
    const auto star = text.find('*');
    if (star != std::string_view::npos) {
        if (text.find('*', star + 1) != std::string_view::npos)
            return Error{"Invalid term '" + std::string(text) + "' in '" + std::string(whole) +
                         "'"};
        const auto factor = base::parse_number(text.substr(0, star));
        if (!factor || std::abs(*factor) > greatest_share)
            return Error{"Invalid float '" + std::string(text.substr(0, star)) +
                         "'; a share is a number between -1000 and 1000"};
        return Term{*factor, std::string(base::trim(text.substr(star + 1)))};
    }
    Term term;
    if (text.starts_with('-')) term.factor = -1.0;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    term.carriage = base::trim(text);
    return term;
}

// A sign begins the next term, unless it is the first letter.
std::string_view take_term(std::string_view& rest) {
    const auto end = rest.find_first_of("+-", 1);
    const auto term = base::trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    return term;
}

}  // namespace

std::optional<std::size_t> CarriagePlan::find(std::string_view name) const {
    for (std::size_t i = 0; i < carriages.size(); ++i)
        if (carriages[i].name == name) return i;
    return std::nullopt;
}

CarriagePlan read_carriage_plan(const config::Document& config) {
    CarriagePlan plan;
    const auto add = [&](const char* type, Kind kind) {
        for (const config::Section* section : config.of_type(type)) {
            if (section->title().empty()) continue;
            plan.carriages.push_back({section, std::string(section->title()), kind});
            plan.carriages.back().axis = axis_named(option_of(*section, "axis"));
        }
    };
    add("carriage", Kind::main);
    add("dual_carriage", Kind::dual);
    add("extra_carriage", Kind::extra);
    for (auto& carriage : plan.carriages) {
        if (carriage.kind != Kind::main) find_primary(plan, carriage);
        if (carriage.kind == Kind::main && !carriage.section->find("axis"))
            carriage.axis = axis_named(carriage.name);
    }
    for (const config::Section* section : config.of_type("stepper"))
        if (!section->title().empty()) plan.motors.push_back(section);
    return plan;
}

Result<CarriageTerms> read_terms(std::string_view text, const CarriagePlan& plan) {
    CarriageTerms terms;
    std::array<bool, motion::cartesian_axes> seen{};
    const std::string whole(base::trim(text));
    for (std::string_view rest = whole; !rest.empty();) {
        const auto term = read_term(take_term(rest), whole);
        if (!term) return term.error();
        const auto index = plan.find(term->carriage);
        if (!index)
            return Error{"Invalid '" + term->carriage + "' carriage referenced in '" + whole + "'"};
        terms.carriages.push_back(*index);
        const auto axis = plan.carriages[*index].axis;
        if (!axis) continue;  // that is for the carriage's section to say
        if (seen[*axis])
            return Error{std::string("Axis '") + axis_letters[*axis] +
                         "' was referenced multiple times by carriages in '" + whole + "'"};
        seen[*axis] = true;
        terms.share[*axis] = term->factor;
    }
    return terms;
}

CarriageMachine machine_of(const CarriagePlan& plan) {
    CarriageMachine machine{.carriages = {}, .motors = {}, .all_speak = true};
    for (const auto& carriage : plan.carriages) {
        if (carriage.kind == Kind::extra) continue;
        ASSERT(carriage.axis);
        machine.carriages.push_back({.name = carriage.name,
                                     .axis = *carriage.axis,
                                     .rail = {},
                                     .dual = carriage.kind == Kind::dual,
                                     .beside = carriage.primary});
    }
    for (const config::Section* section : plan.motors) {
        const auto terms = read_terms(option_of(*section, "carriages"), plan);
        ASSERT(terms);
        CarriageMotor& motor = machine.motors.emplace_back();
        motor.share = terms->share;
        for (const std::size_t index : terms->carriages) {
            const auto& carriage = plan.carriages[index];
            const bool extra = carriage.kind == Kind::extra;
            motor.carriages[*carriage.axis] = extra ? *carriage.primary : index;
        }
    }
    return machine;
}

namespace {

std::vector<std::string> names_of(const CarriagePlan& plan, bool with_extra) {
    std::vector<std::string> found;
    for (const auto& carriage : plan.carriages)
        if (with_extra || carriage.kind != Kind::extra) found.push_back(carriage.name);
    return found;
}

// Sections of this kind mean nothing to other machines.
void check_kinematics(Complaints& complaints) {
    const auto* printer = complaints.config().find("printer");
    const auto kinematics = printer ? option_of(*printer, "kinematics") : std::string();
    if (!kinematics.empty() && kinematics != generic_cartesian)
        complaints.add("",
                       "is only for 'kinematics: generic_cartesian', but this machine is " +
                           kinematics + ": remove it, or change [printer] kinematics");
}

// Every carriage that some motor names; empty when a motor's text cannot be read.
std::optional<std::vector<bool>> carriages_in_use(const CarriagePlan& plan) {
    std::vector<bool> used(plan.carriages.size());
    for (const config::Section* motor : plan.motors) {
        const auto terms = read_terms(option_of(*motor, "carriages"), plan);
        if (!terms) return std::nullopt;
        for (const std::size_t index : terms->carriages) used[index] = true;
    }
    return used;
}

void check_name(const CarriagePlan& plan, std::size_t own, Complaints& complaints) {
    const auto first = plan.find(plan.carriages[own].name);
    if (first != own)
        complaints.add("",
                       "Redefinition of carriage " + plan.carriages[own].name + ", which [" +
                           plan.carriages[*first].section->name + "] is already");
}

void check_use(const CarriagePlan& plan, std::size_t own, Complaints& complaints) {
    const auto used = carriages_in_use(plan);
    if (used && !(*used)[own])
        complaints.add("",
                       "Carriage(s) " + plan.carriages[own].name +
                           " must be referenced by some stepper(s): name it in the carriages of a "
                           "[stepper NAME]");
}

std::size_t index_of(const CarriagePlan& plan, const Complaints& complaints) {
    const auto found =
        std::find_if(plan.carriages.begin(), plan.carriages.end(), [&](const auto& carriage) {
            return carriage.section->name == complaints.section().full;
        });
    ASSERT(found != plan.carriages.end());
    return static_cast<std::size_t>(found - plan.carriages.begin());
}

void check_primary(const CarriagePlan& plan,
                   const CarriagePlan::Carriage& own,
                   Complaints& complaints) {
    if (own.primary || !own.section->find("primary_carriage")) return;
    const auto name = option_of(*own.section, "primary_carriage");
    complaints.add("primary_carriage",
                   "'" + name + "' is not a valid choice: it must be a [carriage] or a " +
                       "[dual_carriage]" + base::did_you_mean(name, names_of(plan, false)));
}

// A carriage may have one other beside it.
void check_pair(const CarriagePlan& plan, std::size_t own, Complaints& complaints) {
    const auto primary = *plan.carriages[own].primary;
    const auto& other = plan.carriages[primary];
    const auto multiple = [&](const std::string& third) {
        complaints.add("primary_carriage",
                       "Multiple dual carriages ('" + third + "', '" + plan.carriages[own].name +
                           "') for carriage '" + other.name + "'");
    };
    if (other.primary) multiple(plan.carriages[*other.primary].name);
    for (std::size_t i = 0; i < own; ++i)
        if (plan.carriages[i].kind == Kind::dual && plan.carriages[i].primary == primary)
            multiple(plan.carriages[i].name);
    const auto axis = option_of(*plan.carriages[own].section, "axis");
    if (!other.axis || axis.empty() || axis == std::string(1, axis_letters[*other.axis])) return;
    complaints.add("axis",
                   "Mismatching axes between carriage '" + other.name +
                       "' (axis=" + axis_letters[*other.axis] + ") and dual_carriage '" +
                       plan.carriages[own].name + "' (axis=" + axis + ")");
}

bool is_whole(const CarriagePlan& plan) {
    return std::all_of(plan.carriages.begin(), plan.carriages.end(), [](const auto& carriage) {
        return carriage.axis.has_value();
    });
}

// One of its own for each axis.
bool check_axes(const CarriagePlan& plan, Complaints& complaints) {
    bool well = true;
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis) {
        std::string listed;
        std::size_t count = 0;
        for (const auto& carriage : plan.carriages) {
            if (carriage.kind != Kind::main || carriage.axis != axis) continue;
            listed += (listed.empty() ? "" : ", ") + carriage.name;
            ++count;
        }
        if (count == 1) continue;
        well = false;
        const std::string name = std::string("'") + axis_letters[axis] + "'";
        complaints.add(
            "kinematics",
            count == 0
                ? "No carriage defined for axis " + name +
                      ": add a section [carriage NAME] with axis: " + axis_letters[axis]
                : "Axis " + name + " is set for multiple primary carriages (" + listed + ")");
    }
    return well;
}

bool too_many_pairs(const CarriagePlan& plan) {
    const auto pairs =
        std::count_if(plan.carriages.begin(), plan.carriages.end(), [](const auto& carriage) {
            return carriage.kind == Kind::dual && carriage.primary;
        });
    return static_cast<std::size_t>(pairs) > most_pairs;
}

}  // namespace

void check_main_carriage(Complaints& complaints) {
    const auto plan = read_carriage_plan(complaints.config());
    const auto own = index_of(plan, complaints);
    check_kinematics(complaints);
    check_name(plan, own, complaints);
    if (!plan.carriages[own].axis && complaints.none_about({"axis"}))
        complaints.require("axis", ": x, y or z");
    check_use(plan, own, complaints);
}

void check_dual_carriage(Complaints& complaints) {
    const auto plan = read_carriage_plan(complaints.config());
    const auto own = index_of(plan, complaints);
    const auto& carriage = plan.carriages[own];
    check_kinematics(complaints);
    check_name(plan, own, complaints);
    check_primary(plan, carriage, complaints);
    if (carriage.primary) check_pair(plan, own, complaints);
    if (!carriage.section->find("primary_carriage")) {
        complaints.require("axis", ", as there is no primary_carriage");
        if (carriage.section->find("safe_distance"))
            complaints.add("safe_distance",
                           "needs a primary_carriage from which to keep that distance");
    }
    if (carriage.axis == std::size_t{2})
        complaints.add("axis",
                       "Invalid axis 'z' for dual_carriage '" + carriage.name +
                           "': only x and y can have several carriages");
    check_use(plan, own, complaints);
}

void check_extra_carriage(Complaints& complaints) {
    const auto plan = read_carriage_plan(complaints.config());
    const auto own = index_of(plan, complaints);
    check_kinematics(complaints);
    check_name(plan, own, complaints);
    check_primary(plan, plan.carriages[own], complaints);
    check_use(plan, own, complaints);
}

void check_carriage_motor(Complaints& complaints) {
    check_kinematics(complaints);
    const auto plan = read_carriage_plan(complaints.config());
    if (!complaints.section().gives("carriages")) return;
    const auto text = option_of(*complaints.section().written, "carriages");
    const auto terms = read_terms(text, plan);
    const auto known = names_of(plan, true);
    if (!terms)
        complaints.add("carriages", terms.error().what + base::did_you_mean(text, known));
    else if (terms->share == motion::Blend{} && is_whole(plan))
        complaints.add(
            "carriages",
            "'" + complaints.section().full +
                "' must provide a valid 'carriages' configuration: a sum such as x-0.5*y "
                "of carriages that it moves");
}

void check_machine(Complaints& complaints) {
    const auto plan = read_carriage_plan(complaints.config());
    if (!is_whole(plan)) return;  // sections complain about themselves
    if (too_many_pairs(plan))
        return complaints.add("kinematics", "there are too many dual carriages, 8 at most");
    if (!check_axes(plan, complaints) || !carriages_in_use(plan)) return;
    if (!axes_are_independent(machine_of(plan))) complaints.add("kinematics", dependent_axes);
}

}  // namespace escapement::printer
