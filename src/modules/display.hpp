// A display with a knob: temperatures and the like, and a small menu.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/display_config.hpp"
#include "modules/display_keys.hpp"
#include "modules/display_menu.hpp"
#include "modules/display_screens.hpp"
#include "modules/script_runner.hpp"
#include "modules/text_panel.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class Display {
  public:
    struct Config : DisplayConfig, DisplayKeysConfig {
        std::string display_group;
        int menu_timeout = 0;
        bool menu_reverse_navigation = false;
    };
    struct SetGroup {
        std::string display;
        std::string group;
    };
    static constexpr base::Seconds usual_interval{0.5};
    static constexpr base::Seconds shortest_interval{0.1};

    static void describe(printer::Description<Display>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Display(const Config& config, printer::Context& context);

    // Puts text and pictures, written as ~name~, there.
    void draw(int row, int column, std::string_view text);

  private:
    class ProgressBar;

    std::vector<DisplayMenu::Entry> menu_entries() const;
    void press(DisplayKey key);
    void begin();
    void redraw();
    void draw_menu();
    void draw_group();
    void draw_bar(int row, int column, int width, double share);
    void set_group(const SetGroup& request);

    printer::Context& context_;
    std::string name_;
    const DisplayScreens& screens_;
    std::unique_ptr<TextPanel> panel_;
    const DisplayScreens::Group* group_;
    ScriptRunner runner_;
    DisplayMenu menu_;
    bool complained_ = false;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
