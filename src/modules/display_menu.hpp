// The menu of a display: a few things that people do at the printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "modules/display_keys.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class DisplayMenu {
  public:
    struct Entry {
        std::string title;
        std::string script;
    };
    struct Settings {
        base::Seconds timeout{0.0};  // without a key, until it closes; zero: never
        bool reversed = false;       // up goes down
    };
    // `entries` is asked when the menu opens; `run` gets the script of what was chosen.
    DisplayMenu(const Settings& settings,
                std::function<std::vector<Entry>()> entries,
                std::function<void(const std::string& script)> run)
        : settings_(settings), entries_(std::move(entries)), run_(std::move(run)) {}

    // A click opens it; then keys move through it.
    void press(DisplayKey key, base::HostTime now);
    bool is_open(base::HostTime now);
    // What so many rows show, each beginning with a mark.
    std::vector<std::string> lines(int rows) const;

  private:
    void move(int by);

    Settings settings_;
    std::function<std::vector<Entry>()> entries_;
    std::function<void(const std::string&)> run_;
    std::vector<Entry> shown_;  // empty: it is closed
    std::size_t chosen_ = 0;
    base::HostTime last_key_{};
};

}  // namespace escapement::modules
