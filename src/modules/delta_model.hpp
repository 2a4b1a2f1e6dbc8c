// What a delta is built like, as far as measurements can tell.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stable position is how many steps each motor is from its endstop.  It says where the nozzle was
// without saying anything about the machine's dimensions, so that it stays true when these turn
// out to be other ones.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "motion/position.hpp"
#include "printer/context.hpp"

namespace escapement::modules {

using StablePosition = std::array<double, 3>;

class DeltaModel {
  public:
    virtual ~DeltaModel() = default;

    // What may be other than it seems, in the order in which it is looked at; the first ones
    // always, the others only when distances were measured as well.
    virtual std::vector<double> parameters() const = 0;
    virtual std::size_t basic_parameters() const = 0;
    virtual std::unique_ptr<DeltaModel> with(const std::vector<double>& parameters) const = 0;

    // Nothing where the arms do not reach.
    virtual std::optional<motion::Point> nozzle(const StablePosition& stable) const = 0;
    virtual StablePosition stable(const motion::Point& nozzle) const = 0;

    // Section, option and value of all that is to be saved; and what is to be said about it.
    struct Saved {
        std::string section, option, value;
    };
    virtual std::vector<Saved> saved() const = 0;
    virtual std::string text() const = 0;
};

// Of the machine as it is configured; nullptr if it is no delta.
std::unique_ptr<DeltaModel> delta_model(const printer::Context& context);

}  // namespace escapement::modules
