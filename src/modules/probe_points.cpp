// Up, across, down; again and again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_points.hpp"

#include <utility>

#include "modules/current_probe.hpp"
#include "modules/manual_moves.hpp"
#include "modules/manual_probe.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

void ProbePointsOptions::check(printer::Complaints& complaints, std::size_t least) const {
    if (!complaints.none_about({"points"})) return;
    for (const auto& row : points.rows)
        if (row.size() != 2) return complaints.add("points", "must be lines of two numbers: X, Y");
    if (points.rows.size() < least)
        complaints.add("points",
                       "Need at least " + std::to_string(least) + " probe points for " +
                           complaints.section().full + " (there are " +
                           std::to_string(points.rows.size()) + ")");
}

std::vector<BedPlace> ProbePointsOptions::places() const {
    std::vector<BedPlace> places;
    for (const auto& row : points.rows) places.push_back({row[0], row[1]});
    return places;
}

printer::Toolhead& ProbePoints::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

runtime::Task<> ProbePoints::start(Request request, Finish finish) {
    context_.modules.the<ManualProbe>().refuse_if_active();
    Prober* prober = context_.modules.the<CurrentProbe>().prober();
    height_ = base::Length{request.horizontal_move_z.value_or(settings_.horizontal_move_z)};
    finish_ = std::move(finish);
    found_.clear();
    if (!prober || base::lower_case(request.method) == "manual") {
        lift_speed_ = settings_.speed;
        offsets_ = {};
        co_await next_by_hand();
        co_return;
    }
    lift_speed_ = prober->options().sampling(request).lift_speed;
    offsets_ = prober->options().offsets();
    if (height_.value < offsets_.z)
        throw printer::CommandError("horizontal_move_z can't be less than probe's z_offset");
    Prober::Body body = [this](Prober::Session& session) { return measure(session); };
    auto measuring = prober->with_session(request, std::move(body));
    co_await measuring;
}

runtime::Task<> ProbePoints::measure(Prober::Session& session) {
    while (true) {
        co_await lift(found_.empty());
        if (found_.size() >= settings_.places.size()) {
            toolhead().last_move_time();
            auto finishing = finish_(std::exchange(found_, {}));
            if (co_await finishing == Next::done) co_return;
        }
        co_await go_to(found_.size());
        found_.push_back(co_await session.probe());
    }
}

runtime::Task<> ProbePoints::next_by_hand() {
    co_await lift(found_.empty());
    if (found_.size() >= settings_.places.size()) {
        toolhead().last_move_time();
        auto finishing = finish_(std::exchange(found_, {}));
        if (co_await finishing == Next::done) co_return;
    }
    co_await go_to(found_.size());
    ManualProbe::Finish goes_on = [this](std::optional<ProbeResult> touched) {
        return found_by_hand(touched);
    };
    context_.modules.the<ManualProbe>().start(ManualProbe::Start{}.speed, std::move(goes_on));
}

runtime::Task<> ProbePoints::found_by_hand(std::optional<ProbeResult> touched) {
    if (!touched) co_return;
    found_.push_back(*touched);
    co_await next_by_hand();
}

// Nothing is below the head on the way to the first place.
runtime::Task<> ProbePoints::lift(bool first) {
    toolhead().manual_move(to_height(height_), first ? settings_.speed : lift_speed_);
    co_await toolhead().wait_for_room();
}

runtime::Task<> ProbePoints::go_to(std::size_t index) {
    auto [x, y] = settings_.places[index];
    if (settings_.below_the_probe) {
        x -= offsets_.x;
        y -= offsets_.y;
    }
    toolhead().manual_move(to_place(x, y), settings_.speed);
    co_await toolhead().wait_for_room();
}

}  // namespace escapement::modules
