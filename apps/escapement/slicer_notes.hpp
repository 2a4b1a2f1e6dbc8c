// What slicers say in comments about the moves that follow.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escapement::app {

// Features and layers, as these write them:
//
//   PrusaSlicer, SuperSlicer, OrcaSlicer   ;TYPE:Perimeter   ;LAYER_CHANGE  ;Z:0.2
//   OrcaSlicer, Bambu Studio               ; FEATURE: Outer wall  ; CHANGE_LAYER  ; Z_HEIGHT: 0.2
//   Cura, ideaMaker                        ;TYPE:WALL-OUTER  ;LAYER:0  ;Z:0.2
//   Simplify3D                             ; feature outer perimeter  ; layer 1, Z = 0.200
class SlicerNotes {
  public:
    // Looks at a line of the file.
    void see(std::string_view line);

    // The name of what is being printed, empty before the first.
    const std::string& feature() const { return feature_; }
    // Counted from 1, whatever the slicer calls them; 0 before the first.
    std::uint32_t layer() const { return layer_; }
    // Its height, if the slicer says so.
    const std::optional<double>& layer_z() const { return z_; }

  private:
    void see_comment(std::string_view comment);
    void begin_layer();

    std::string feature_;
    std::uint32_t layer_ = 0;
    std::optional<double> z_;
};

}  // namespace escapement::app
