// Moving through a list.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_menu.hpp"

#include <algorithm>

#include "runtime/executor.hpp"

namespace escapement::modules {

bool DisplayMenu::is_open(base::HostTime now) {
    const bool forgotten = settings_.timeout.count() > 0.0 &&
                           now - last_key_ > runtime::Executor::to_duration(settings_.timeout);
    if (forgotten) shown_.clear();
    return !shown_.empty();
}

void DisplayMenu::move(int by) {
    if (settings_.reversed) by = -by;
    const int last = static_cast<int>(shown_.size()) - 1;
    chosen_ = static_cast<std::size_t>(std::clamp(static_cast<int>(chosen_) + by, 0, last));
}

void DisplayMenu::press(DisplayKey key, base::HostTime now) {
    const bool open = is_open(now);
    last_key_ = now;
    if (!open) {
        if (key != DisplayKey::click) return;
        chosen_ = 0;
        shown_ = entries_();
        return;
    }
    if (key == DisplayKey::up) return move(-1);
    if (key == DisplayKey::down) return move(1);
    const auto script = key == DisplayKey::click ? shown_[chosen_].script : std::string();
    shown_.clear();
    if (!script.empty()) run_(script);
}

std::vector<std::string> DisplayMenu::lines(int rows) const {
    std::vector<std::string> lines;
    const auto height = static_cast<std::size_t>(rows);
    const std::size_t first = chosen_ < height ? 0 : chosen_ - height + 1;
    for (std::size_t i = first; i < shown_.size() && i < first + height; ++i)
        lines.push_back((i == chosen_ ? ">" : " ") + shown_[i].title);
    return lines;
}

}  // namespace escapement::modules
