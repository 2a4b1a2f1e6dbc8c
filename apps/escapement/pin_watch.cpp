// Steps passed on to whoever makes something of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/pin_watch.hpp"

namespace escapement::app {

void PinWatch::stepped(base::Seconds at, const sim::Pose& pose) {
    for (std::size_t tool = 0; tool < tracks_.size(); ++tool)
        if (tracks_[tool].points().size() < max_corners / tracks_.size())
            tracks_[tool].stepped(tool == 0 ? pose : machine_.pose(tool));
    // A judge measures speeds itself.
    if (judge)
        judge->stepped(at, pose);
    else
        meter_.stepped(at, pose);
    last_step = at;
}

// Between two tools' tracks lies a line that is no print.
std::vector<sim::TrackPoint> PinWatch::track() const {
    std::vector<sim::TrackPoint> all;
    for (sim::Track track : tracks_) {
        track.finish();
        all.insert(all.end(), track.points().begin(), track.points().end());
    }
    return all;
}

}  // namespace escapement::app
