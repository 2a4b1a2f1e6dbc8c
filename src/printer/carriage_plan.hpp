// The machine that [carriage], [dual_carriage], [extra_carriage] and [stepper] sections describe.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan is read from the configuration's text, whatever is wrong with single sections: so what
// does not fit together is reported along with them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/document.hpp"
#include "printer/carriage.hpp"
#include "printer/complaints.hpp"

namespace escapement::printer {

inline constexpr std::string_view generic_cartesian = "generic_cartesian";

struct CarriagePlan {
    enum class Kind { main, dual, extra };
    struct Carriage {
        const config::Section* section;
        std::string name;
        Kind kind;
        std::optional<std::size_t> axis = std::nullopt;     // where the text says it
        std::optional<std::size_t> primary = std::nullopt;  // of another kind than a main one
    };
    std::vector<Carriage> carriages;             // main ones, then dual ones, then extra ones
    std::vector<const config::Section*> motors;  // [stepper NAME]

    std::optional<std::size_t> find(std::string_view name) const;
};

CarriagePlan read_carriage_plan(const config::Document& config);

// "x-0.5*y": which carriages move a motor, and by how much for each unit.
struct CarriageTerms {
    motion::Blend share{};
    std::vector<std::size_t> carriages;  // indices in the plan
};
// Fails, in the words that users search for, where the text names no carriages, or two on an axis.
base::Result<CarriageTerms> read_terms(std::string_view text, const CarriagePlan& plan);

// Complain about what does not fit together, each in the section of its kind; the last one about
// the machine as a whole, in [printer].
void check_main_carriage(Complaints& complaints);
void check_dual_carriage(Complaints& complaints);
void check_extra_carriage(Complaints& complaints);
void check_carriage_motor(Complaints& complaints);
void check_machine(Complaints& complaints);

// The machine of a plan without mistakes: its rails are empty, and so are its motors' steppers.
CarriageMachine machine_of(const CarriagePlan& plan);

}  // namespace escapement::printer
