// How the carriages of an axis share its motion: one leads, others copy it, mirror it or rest.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a carriage is follows from the axis' coordinate: scale * coordinate + offset.  The scale
// is 1 for a carriage that leads or copies, -1 for a mirror image and 0 for one that rests.  When
// the mode changes, the offset is chosen so that nothing moves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "printer/carriage.hpp"

namespace escapement::printer {

enum class CarriageMode { inactive, primary, copy, mirror };

// "PRIMARY", and back, whatever the case; empty for other words.
std::string_view mode_name(CarriageMode mode);
std::optional<CarriageMode> mode_named(std::string_view name);

// The least and the greatest coordinate of an axis.
struct AxisRange {
    base::Length least, most;
};

// The carriages of all axes that have dual ones, as members.  Belongs to the main thread.
class CarriageModes {
  public:
    struct Member {
        std::size_t carriage;                // its index in the machine
        std::optional<std::size_t> partner;  // the member on the same rail
        base::Length safe_distance;          // between the two; zero: they cannot collide
        CarriageMode mode = CarriageMode::inactive;
        double scale = 0.0;
        base::Length offset{};

        base::Length at(base::Length coordinate) const { return scale * coordinate + offset; }
        bool active() const { return mode != CarriageMode::inactive; }
    };

    // Without dual carriages there are no members.  `carriages` outlives this.
    explicit CarriageModes(const std::vector<Carriage>& carriages);

    const std::vector<Member>& members() const { return members_; }
    const Carriage& carriage_of(std::size_t member) const {
        return carriages_[members_[member].carriage];
    }
    const std::string& name(std::size_t member) const { return carriage_of(member).name; }
    std::size_t axis(std::size_t member) const { return carriage_of(member).axis; }
    // The member that is this carriage.
    std::optional<std::size_t> member_of(std::size_t carriage) const;
    // The members of an axis that no other was put beside, each with its partner if it has one:
    // they home in this order, pair after pair.
    std::vector<std::size_t> firsts(std::size_t axis) const;
    bool has_duals(std::size_t axis) const { return !firsts(axis).empty(); }
    // The member that leads the axis.
    std::optional<std::size_t> primary(std::size_t axis) const;
    // Members of an axis that do not rest.
    std::size_t active_on(std::size_t axis) const;

    // The axis is at `coordinate`; the member stays where it is.
    void set(std::size_t member, CarriageMode mode, base::Length coordinate);
    // The member stands at `position` and leads from there, where the axis is from now on.
    void lead(std::size_t member, base::Length position);
    // Moves by so much for each unit of the axis, in the direction of its mode.
    void stretch(std::size_t member, double factor, base::Length coordinate);

    // How far the axis may go from `coordinate`, where each carriage must stay on its rail and
    // away from the other.  Empty ranges have no width.
    AxisRange range(std::size_t axis, base::Length coordinate) const;
    // 1 if the first is always at the greater coordinate, else -1.
    int order(std::size_t first, std::size_t second) const;

  private:
    void add_pairs();
    void keep_on_rail(const Member& member, base::Length coordinate, AxisRange& range) const;
    void keep_apart(std::size_t member, base::Length coordinate, AxisRange& range) const;

    const std::vector<Carriage>& carriages_;
    std::vector<Member> members_;
    std::size_t firsts_ = 0;  // so many members at the beginning
};

}  // namespace escapement::printer
