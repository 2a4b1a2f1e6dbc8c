// Linking and unlinking the stages of a move's way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/move_path.hpp"

#include <utility>

namespace escapement::printer {

void MovePath::put_first(MoveTransform& transform) {
    ASSERT(!transform.in_use());
    transform.next_ = std::exchange(first_, &transform);
}

// All stages but the toolhead are transforms.
void MovePath::take_out(MoveTransform& transform) {
    ASSERT(transform.in_use());
    MoveStage** link = &first_;
    while (*link != &transform) {
        ASSERT(*link != &toolhead_);
        link = &static_cast<MoveTransform*>(*link)->next_;
    }
    *link = std::exchange(transform.next_, nullptr);
}

}  // namespace escapement::printer
