// What displays show: groups of texts with their places, and pictures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "modules/display_template.hpp"
#include "modules/text_panel.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/script_template.hpp"

namespace escapement::modules {

// [display_data GROUP ITEM]: a text at a place.
class DisplayData {
  public:
    struct Config {
        printer::SectionName section;
        std::string position;
        printer::ScriptTemplate text;
    };
    static void describe(printer::Description<DisplayData>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    DisplayData(const Config& config, printer::Context&) : config_(config) {}
    const Config& config() const { return config_; }

  private:
    Config config_;
};

// [display_glyph NAME]: a picture.
class DisplayGlyph {
  public:
    struct Config {
        printer::SectionName section;
        std::string data;
        std::string hd44780_data;
        int hd44780_slot = 0;
    };
    static void describe(printer::Description<DisplayGlyph>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    DisplayGlyph(const Config& config, printer::Context&);
    const std::string& name() const { return name_; }
    const Glyph& glyph() const { return glyph_; }

  private:
    std::string name_;
    Glyph glyph_;
};

// All groups and pictures: those of the configuration, and built-in ones that it does not replace.
// Belongs to the main thread.
class DisplayScreens {
  public:
    struct Item {
        int row = 0;
        int column = 0;
        printer::ScriptTemplate text;
    };
    using Group = std::vector<Item>;  // in the order of places

    static void describe(printer::Description<DisplayScreens>& module);

    explicit DisplayScreens(printer::Context& context);

    const Group* find_group(const std::string& name) const;
    std::vector<std::string> group_names() const;
    const Glyphs& glyphs() const { return glyphs_; }
    // A built-in template that the configuration does not have, or nullptr.
    const DisplayTemplate* find_template(const std::string& name) const;

  private:
    struct NamedItem {
        std::string name;
        Item item;
    };
    void add_item(const std::string& group, NamedItem item);
    void add_builtin(printer::Context& context);

    std::map<std::string, std::vector<NamedItem>> named_;
    std::map<std::string, Group> groups_;
    std::map<std::string, std::unique_ptr<DisplayTemplate>> templates_;
    Glyphs glyphs_;
};

}  // namespace escapement::modules
