// Scales and offsets of carriages, and how near they may come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/carriage_modes.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace escapement::printer {
namespace {

using base::Length;

constexpr std::string_view names[] = {"INACTIVE", "PRIMARY", "COPY", "MIRROR"};
// Where nothing bounds an axis.
constexpr Length anywhere{1e10};

Length apart(Length a, Length b) {
    return Length{std::abs((a - b).value)};
}

// Carriages on rails of the same place cannot pass; how far the rails are shifted is how far the
// carriages have to stay apart.
Length usual_distance(const RailRange& first, const RailRange& second) {
    return std::min(apart(first.min, second.min), apart(first.max, second.max));
}

bool go_the_same_way(CarriageMode a, CarriageMode b) {
    return (a == CarriageMode::mirror) == (b == CarriageMode::mirror) &&
           (a == CarriageMode::inactive) == (b == CarriageMode::inactive);
}

double scale_of(CarriageMode mode) {
    if (mode == CarriageMode::inactive) return 0.0;
    return mode == CarriageMode::mirror ? -1.0 : 1.0;
}

}  // namespace

std::string_view mode_name(CarriageMode mode) {
    return names[static_cast<std::size_t>(mode)];
}

std::optional<CarriageMode> mode_named(std::string_view name) {
    const auto wanted = base::upper_case(name);
    const auto found = std::find(std::begin(names), std::end(names), wanted);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<CarriageMode>(found - std::begin(names));
}

CarriageModes::CarriageModes(const std::vector<Carriage>& carriages) : carriages_(carriages) {
    const auto shares_axis = [&](const Carriage& carriage) {
        return std::any_of(carriages.begin(), carriages.end(), [&](const Carriage& other) {
            return other.dual && other.axis == carriage.axis;
        });
    };
    // Those with an axis of their own come first, dual ones that stand alone behind them.
    for (const bool dual : {false, true})
        for (std::size_t i = 0; i < carriages.size(); ++i)
            if (carriages[i].dual == dual && !carriages[i].beside && shares_axis(carriages[i]))
                members_.push_back({.carriage = i, .partner = {}, .safe_distance = {}});
    firsts_ = members_.size();
    add_pairs();
    for (std::size_t i = 0; i < firsts_; ++i)
        if (!primary(axis(i))) lead(i, {});
}

void CarriageModes::add_pairs() {
    for (std::size_t first = 0; first < firsts_; ++first)
        for (std::size_t i = 0; i < carriages_.size(); ++i) {
            const Carriage& dual = carriages_[i];
            if (dual.beside != members_[first].carriage) continue;
            const Length distance = dual.safe_distance.value_or(
                usual_distance(carriage_of(first).rail.range, dual.rail.range));
            members_[first].partner = members_.size();
            members_[first].safe_distance = distance;
            members_.push_back({.carriage = i, .partner = first, .safe_distance = distance});
        }
}

std::optional<std::size_t> CarriageModes::member_of(std::size_t carriage) const {
    for (std::size_t i = 0; i < members_.size(); ++i)
        if (members_[i].carriage == carriage) return i;
    return std::nullopt;
}

std::vector<std::size_t> CarriageModes::firsts(std::size_t axis) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < firsts_; ++i)
        if (this->axis(i) == axis) found.push_back(i);
    return found;
}

std::optional<std::size_t> CarriageModes::primary(std::size_t axis) const {
    for (std::size_t i = 0; i < members_.size(); ++i)
        if (members_[i].mode == CarriageMode::primary && this->axis(i) == axis) return i;
    return std::nullopt;
}

std::size_t CarriageModes::active_on(std::size_t axis) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < members_.size(); ++i)
        if (members_[i].active() && this->axis(i) == axis) ++count;
    return count;
}

void CarriageModes::set(std::size_t member, CarriageMode mode, Length coordinate) {
    Member& m = members_[member];
    const Length position = m.at(coordinate);
    m.mode = mode;
    m.scale = scale_of(mode);
    m.offset = position - m.scale * coordinate;
}

void CarriageModes::lead(std::size_t member, Length position) {
    members_[member].scale = 0.0;
    members_[member].offset = position;
    set(member, CarriageMode::primary, position);
}

void CarriageModes::stretch(std::size_t member, double factor, Length coordinate) {
    Member& m = members_[member];
    const Length position = m.at(coordinate);
    m.scale = std::copysign(factor, m.scale);
    m.offset = position - m.scale * coordinate;
}

AxisRange CarriageModes::range(std::size_t axis, Length coordinate) const {
    AxisRange range{-anywhere, anywhere};
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (this->axis(i) != axis || !members_[i].active()) continue;
        keep_on_rail(members_[i], coordinate, range);
        if (members_[i].partner) keep_apart(i, coordinate, range);
    }
    // A carriage that stopped a little beyond its end can leave nothing.
    range.most = std::max(range.least, range.most);
    return range;
}

void CarriageModes::keep_on_rail(const Member& member, Length coordinate, AxisRange& range) const {
    const RailRange& rail = carriages_[member.carriage].rail.range;
    const Length position = member.at(coordinate);
    Length least = rail.min, most = rail.max;
    if (member.mode == CarriageMode::copy) {
        least = coordinate + rail.min - position;
        most = coordinate + rail.max - position;
    } else if (member.mode == CarriageMode::mirror) {
        least = coordinate + position - rail.max;
        most = coordinate + position - rail.min;
    }
    range = {std::max(range.least, least), std::min(range.most, most)};
}

// Two that move towards each other each have half of the way between them.
void CarriageModes::keep_apart(std::size_t member, Length coordinate, AxisRange& range) const {
    const Member& own = members_[member];
    const Member& other = members_[*own.partner];
    if (own.safe_distance <= Length{} || go_the_same_way(own.mode, other.mode)) return;
    const bool above = order(member, *own.partner) > 0;
    Length way = other.at(coordinate) - own.at(coordinate);
    way += above ? own.safe_distance : -own.safe_distance;
    if (other.active()) way = 0.5 * way;
    const bool mirrored = own.mode == CarriageMode::mirror;
    const Length bound = mirrored ? coordinate - way : coordinate + way;
    if (above == mirrored)
        range.most = std::min(range.most, bound);
    else
        range.least = std::max(range.least, bound);
}

int CarriageModes::order(std::size_t first, std::size_t second) const {
    const Rail& one = carriage_of(first).rail;
    const Rail& other = carriage_of(second).rail;
    if (one.homing.positive_direction != other.homing.positive_direction)
        return one.homing.positive_direction ? 1 : -1;
    return one.range.endstop > other.range.endstop ? 1 : -1;
}

}  // namespace escapement::printer
