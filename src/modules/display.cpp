// Drawing what a display shows, twice a second.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display.hpp"

#include <algorithm>
#include <cmath>

#include "base/names.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

std::string first_word(const std::string& script) {
    return script.substr(0, script.find_first_of(" \n"));
}

}  // namespace

// draw_progress_bar(row, column, width, share) inside of a template.
class Display::ProgressBar final : public templates::HostFunction {
  public:
    explicit ProgressBar(Display& display) : display_(display) {}

    base::Result<base::Value> call(const templates::HostArguments& arguments) override {
        std::vector<double> numbers;
        for (const auto& argument : arguments.positional) {
            if (const auto* whole = argument.as<std::int64_t>())
                numbers.push_back(static_cast<double>(*whole));
            else if (const auto* number = argument.as<double>())
                numbers.push_back(*number);
        }
        constexpr std::size_t expected = 4;
        if (numbers.size() != expected)
            return base::Error{"draw_progress_bar() needs a row, a column, a width and a share"};
        display_.draw_bar(static_cast<int>(numbers[0]),
                          static_cast<int>(numbers[1]),
                          static_cast<int>(std::clamp(numbers[2], 0.0, 20.0)),
                          std::clamp(numbers[3], 0.0, 1.0));
        return base::Value("");
    }

  private:
    Display& display_;
};

void Display::describe(printer::Description<Display>& module) {
    module.section("display").named_or_not().doc("A display with a knob or buttons.");
    module.option<&Config::lcd_type>("The display's controller.")
        .required()
        .choices({"st7920",
                  "emulated_st7920",
                  "hd44780",
                  "hd44780_spi",
                  "aip31068_spi",
                  "uc1701",
                  "ssd1306",
                  "sh1106"});
    module.option<&Config::display_group>("The group of [display_data] that it shows first.");
    module.option<&Config::menu_timeout>("Seconds until the menu closes by itself; 0: never.")
        .at_least(0);
    module.option<&Config::menu_reverse_navigation>("Whether up goes down in the menu.");
    module.not_yet("menu_root", "there is only the built-in menu");
    module.not_yet("encoder_fast_rate", "the built-in menu has no numbers to turn");

    module.option<&Config::cs_pin>("Output that selects the chip.").output();
    module.option<&Config::sclk_pin>("Clock of a ST7920.").output();
    module.option<&Config::sid_pin>("Data of a ST7920.").output();
    module.option<&Config::en_pin>("Enable of an emulated ST7920.").output();
    module.option<&Config::rs_pin>("RS of a HD44780.").output();
    module.option<&Config::e_pin>("E of a HD44780.").output();
    module.option<&Config::d4_pin>("D4 of a HD44780.").output();
    module.option<&Config::d5_pin>("D5 of a HD44780.").output();
    module.option<&Config::d6_pin>("D6 of a HD44780.").output();
    module.option<&Config::d7_pin>("D7 of a HD44780.").output();
    module.option<&Config::a0_pin>("A0 of a UC1701.").output();
    module.option<&Config::rst_pin>("Reset of a UC1701.").output();
    module.option<&Config::dc_pin>("D/C of a SSD1306 or SH1106 on SPI.").output();
    module.option<&Config::reset_pin>("Reset of a SSD1306 or SH1106.").output();
    module.option<&Config::latch_pin>("Latch of a display behind a shift register.").output();
    module.option<&Config::hd44780_protocol_init>(
        "Whether a HD44780 is told first to use four wires.");
    module.option<&Config::line_length>("Characters in a line of a HD44780: 16 or 20.");
    module.option<&Config::contrast>("Contrast; 40 for a UC1701 and 239 for others.")
        .at_least(0)
        .at_most(255);
    module.option<&Config::vcomh>("Vcomh of a SSD1306 or SH1106.").at_least(0).at_most(63);
    module.option<&Config::invert>("Whether a SSD1306 or SH1106 shows dark on bright.");
    module.option<&Config::x_offset>("Columns to the left of a SH1106's picture.")
        .at_least(0)
        .at_most(3);
    describe_spi_bus(module);
    describe_i2c_bus(module);
    describe_display_keys(module);

    auto set =
        module.command<&Display::set_group>("SET_DISPLAY_GROUP", "Set the active display group");
    set.chosen_by("DISPLAY").or_not();
    set.parameter<&SetGroup::display>("Which display; the main one if missing.");
    set.parameter<&SetGroup::group>("The group of [display_data] that it shows.").required();
}

void Display::check(const Config& config, printer::Complaints& complaints) {
    check_display(config, complaints);
    check_display_keys(config, complaints);
}

Display::Display(const Config& config, printer::Context& context)
    : context_(context),
      name_(config.section.full),
      screens_(context.modules.the<DisplayScreens>()),
      panel_(make_text_panel(config, screens_.glyphs(), context)),
      group_(nullptr),
      runner_(context, config.section.full),
      menu_(
          {base::Seconds(config.menu_timeout), config.menu_reverse_navigation},
          [this] { return menu_entries(); },
          [this](const std::string& script) { runner_.run_text(script); }),
      timer_(context.executor, [this] { redraw(); }),
      ready_(context.events.ready.connect([this](const auto&) { begin(); })) {
    constexpr int long_line = 20;
    const std::string usual = panel_->columns() == long_line ? "_default_20x4" : "_default_16x4";
    const auto& wanted = config.display_group.empty() ? usual : config.display_group;
    group_ = screens_.find_group(wanted);
    if (!group_)
        throw config.section.error("display_group",
                                   "Unknown display_data group '" + wanted + "'" +
                                       base::did_you_mean(wanted, screens_.group_names()));
    watch_display_keys(config, config.section, context, [this](DisplayKey key) { press(key); });
}

// Only what this printer can do.
std::vector<DisplayMenu::Entry> Display::menu_entries() const {
    const std::vector<DisplayMenu::Entry> all{{"Pause print", "PAUSE"},
                                              {"Resume print", "RESUME"},
                                              {"Cancel print", "CANCEL_PRINT"},
                                              {"Home all", "G28"},
                                              {"Motors off", "M84"},
                                              {"Preheat PLA", "M140 S60\nM104 S200"},
                                              {"Preheat ABS", "M140 S110\nM104 S245"},
                                              {"Cool down", "TURN_OFF_HEATERS"},
                                              {"Fan on", "M106 S255"},
                                              {"Fan off", "M107"}};
    const auto known = context_.gcode.known();
    std::vector<DisplayMenu::Entry> entries;
    for (const auto& entry : all)
        if (std::any_of(known.begin(), known.end(), [&](const auto& command) {
                return command.name == first_word(entry.script);
            }))
            entries.push_back(entry);
    return entries;
}

void Display::press(DisplayKey key) {
    menu_.press(key, context_.executor.now());
    timer_.set_after(shortest_interval);
}

void Display::begin() {
    panel_->begin();
    redraw();
}

// Offline it shows only how it begins.
void Display::redraw() {
    panel_->clear();
    if (menu_.is_open(context_.executor.now()))
        draw_menu();
    else
        draw_group();
    panel_->flush();
    if (!context_.offline) timer_.set_after(usual_interval);
}

void Display::draw_menu() {
    int row = 0;
    for (const auto& line : menu_.lines(TextPanel::rows)) panel_->write_text(0, row++, line);
}

// What fails is left out; that is told once.
void Display::draw_group() {
    ProgressBar bar(*this);
    const auto render = DisplayTemplate::render_function(context_);
    templates::NameList names;
    names.set("draw_progress_bar", static_cast<templates::HostFunction*>(&bar));
    names.set("render", render.get());
    for (const auto& item : *group_) {
        try {
            draw(item.row, item.column, item.text.render(context_, names));
        } catch (const printer::CommandError& error) {
            if (!std::exchange(complained_, true))
                context_.console.error(name_ + ": " + error.what());
        }
    }
}

void Display::draw(int row, int column, std::string_view text) {
    bool is_glyph = false;
    while (true) {
        const auto end = text.find('~');
        std::string part(text.substr(0, end));
        part.erase(std::remove(part.begin(), part.end(), '\n'), part.end());
        if (is_glyph) {
            column += panel_->write_glyph(column, row, part);
        } else {
            panel_->write_text(column, row, part);
            column += static_cast<int>(part.size());
        }
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
        is_glyph = !is_glyph;
    }
}

// A frame, and dots from the left as far as the share goes.
void Display::draw_bar(int row, int column, int width, double share) {
    constexpr int dots = 8;
    const int filled = static_cast<int>(std::lround(share * width * dots));
    for (int i = 0; i < width; ++i) {
        unsigned line = 0;
        for (int x = 0; x < dots; ++x) {
            const int place = i * dots + x;
            const bool on = place < filled || place == 0 || place == width * dots - 1;
            line = line << 1U | (on ? 1U : 0U);
        }
        std::array<std::uint8_t, 16> lines{};
        lines.fill(static_cast<std::uint8_t>(line));
        lines.front() = lines.back() = 0xff;
        panel_->write_graphics(column + i, row, lines);
    }
}

void Display::set_group(const SetGroup& request) {
    const auto* found = screens_.find_group(request.group);
    if (!found)
        throw printer::CommandError("Unknown display_data group '" + request.group + "'" +
                                    base::did_you_mean(request.group, screens_.group_names()));
    group_ = found;
}

}  // namespace escapement::modules
