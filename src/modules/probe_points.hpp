// Probes one place after the other, with the probe or by hand, and lets somebody make use of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modules/bed_mesh_points.hpp"
#include "modules/bed_mesh_profile.hpp"
#include "modules/prober.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// What a section says about its places.
struct ProbePointsOptions {
    NumberRows points;  // lines of X, Y
    double horizontal_move_z = 5.0;
    base::Speed speed{50.0};

    template <class Module>
    static void describe(printer::Description<Module>& module);
    // Complains about places that are not X, Y, or are fewer than that.
    void check(printer::Complaints& complaints, std::size_t least) const;
    std::vector<BedPlace> places() const;
};

// Belongs to the main thread.
class ProbePoints {
  public:
    struct Request : ProbeRequest {
        std::string method = "automatic";
        std::optional<double> horizontal_move_z;

        template <class Params>
        static void describe(printer::CommandRef<Params> command);
    };
    struct Settings {
        std::vector<BedPlace> places;
        double horizontal_move_z = 5.0;
        base::Speed speed;
        bool below_the_probe = false;  // the probe goes to the places, not the nozzle
    };
    ProbePoints(printer::Context& context, Settings settings)
        : context_(context), settings_(std::move(settings)) {}
    ProbePoints(const ProbePoints&) = delete;
    ProbePoints& operator=(const ProbePoints&) = delete;

    void set_places(std::vector<BedPlace> places) { settings_.places = std::move(places); }

    // What was found, in the order of the places.  Says whether all of it is to be done again.
    enum class Next { done, again };
    using Finish = std::function<runtime::Task<Next>(std::vector<ProbeResult>)>;
    // With a probe, `finish` has been called when the task ends.  By hand, the task ends before:
    // each ACCEPT goes on to the next place, and ABORT ends it all.  Throws CommandError.
    runtime::Task<> start(Request request, Finish finish);
    // Speed of going up and down, of the present or last start().
    base::Speed lift_speed() const { return lift_speed_; }

  private:
    runtime::Task<> measure(Prober::Session& session);
    runtime::Task<> next_by_hand();
    runtime::Task<> found_by_hand(std::optional<ProbeResult> touched);
    runtime::Task<> lift(bool first);
    runtime::Task<> go_to(std::size_t index);
    printer::Toolhead& toolhead();

    printer::Context& context_;
    Settings settings_;
    Finish finish_;
    base::Length height_;
    base::Speed lift_speed_;
    ProbeOffsets offsets_;
    std::vector<ProbeResult> found_;
};

template <class Module>
void ProbePointsOptions::describe(printer::Description<Module>& module) {
    module.template option<&ProbePointsOptions::points>("Places to probe, a line of X, Y each.");
    module.template option<&ProbePointsOptions::horizontal_move_z>(
        "Height of moves between the places, mm.");
    module.template option<&ProbePointsOptions::speed>("Speed of moves between the places.")
        .above(base::Speed{0.0});
}

template <class Params>
void ProbePoints::Request::describe(printer::CommandRef<Params> command) {
    command.template parameter<&Request::method>("manual to use a sheet of paper, not the probe.");
    command.template parameter<&Request::horizontal_move_z>(
        "Height of moves between the places, mm.");
    ProbeRequest::describe(command);
}

}  // namespace escapement::modules
