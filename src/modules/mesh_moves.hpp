// Moves that follow the surface of a bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>

#include "modules/mesh_surface.hpp"
#include "printer/move_path.hpp"

namespace escapement::modules {

// 1. A move in x or y is looked at every few millimetres; where the height of the bed has
//    changed enough since the last split, it is split.
// 2. The height counts in full near the bed and fades out further up.  What is left above is a
//    constant, the fade target, so that objects keep their height.
// 3. On the way back, the share of the height that is in force follows from where the machine is.
//
// Belongs to the main thread.
class MeshMoves final : public printer::MoveTransform {
  public:
    struct Settings {
        static constexpr double never = std::numeric_limits<double>::infinity();

        double fade_start = never, fade_end = never;  // mm
        std::optional<double> fade_target;            // the mesh's average if it is not given
        double split_delta_z = 0.025;                 // mm
        double move_check_distance = 5.0;             // mm

        bool fades() const { return fade_end < never; }
        double fade_distance() const { return fade_end - fade_start; }
    };
    explicit MeshMoves(const Settings& settings) : settings_(settings) {}

    // Follows this surface from now on, or none.  Throws CommandError, and follows none then, if
    // it does not go with the fade options.  The position may be another one afterwards.
    void follow(std::optional<MeshSurface> surface);
    MeshSurface* surface() { return surface_ ? &*surface_ : nullptr; }
    const MeshSurface* surface() const { return surface_ ? &*surface_ : nullptr; }
    // The tool is so much longer than the one that G-code speaks of: for fading.
    void set_tool_offset(double offset) { tool_offset_ = offset; }

    void move(const motion::Position& end, base::Speed speed) override;
    motion::Position position() override;

  private:
    class Splitter;

    double choose_fade_target(const MeshSurface& surface) const;
    // The share of the bed's height that counts at this z of the G-code.
    double share_at(double z) const;
    // The same where the machine is at this z, above a bed of that height.
    double share_at_machine(double z, double height) const;
    // How much is added to z where that share counts.
    double lift(const motion::Position& place, double share) const;

    Settings settings_;
    std::optional<MeshSurface> surface_;
    double fade_target_ = 0.0;
    double tool_offset_ = 0.0;
    motion::Position last_{};  // as the G-code sees it
};

}  // namespace escapement::modules
