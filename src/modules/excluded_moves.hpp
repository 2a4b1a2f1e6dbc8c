// Leaving out the moves of an object that failed, in the middle of a print of several.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "printer/move_path.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// 1. Inside an excluded object, moves are not carried out: how far the G-code has gone without
//    the machine is kept as an offset, for each extruder its own.
// 2. Behind it, z and filament catch up with their first change, x and y with the first move to
//    somewhere else: the head leaves the last printed object at the right height.
// 3. When a different amount of filament is retracted at the end of the excluded object than
//    was at the end of the printed one, the difference is made up for.
//
// Belongs to the main thread.
class ExcludedMoves final : public printer::MoveTransform {
  public:
    explicit ExcludedMoves(const printer::Toolhead& toolhead) : toolhead_(toolhead) {}

    // Forgets all there was; to be called when it has been put into use.  Some moves of filament
    // pass before anything is left out, so that the state of the extruder is known.
    void begin();
    // Whether moves to come belong to an excluded object.
    void set_excluding(bool excluding) { excluding_ = excluding; }

    void move(const motion::Position& end, base::Speed speed) override;
    motion::Position position() override;

  private:
    void carry_out(const motion::Position& end, base::Speed speed);
    void leave_out(const motion::Position& end);
    void note_retraction();
    void catch_up(const motion::Position& end);
    // Of the extruder in use.
    motion::Position& offset();

    const printer::Toolhead& toolhead_;
    std::map<std::string, motion::Position, std::less<>> offsets_;
    motion::Position last_{}, last_printed_{}, last_excluded_{};
    base::Length furthest_printed_{}, furthest_excluded_{};  // filament
    base::Length adjustment_{};                              // of filament, due when it moves next
    int moves_to_learn_ = 0;
    bool excluding_ = false;
    bool inside_ = false;
};

}  // namespace escapement::modules
