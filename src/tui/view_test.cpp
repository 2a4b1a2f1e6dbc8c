// Claims about what is on the screen: pictures of it, at four sizes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ESCAPEMENT_UPDATE_SNAPSHOTS=1 writes the pictures anew; look at the difference before you commit.
#include "tui/view.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

using client::JobState;
using client::Link;
using Kind = Key::Kind;

Model printing() {
    return model_of(printing_printer());
}
Model idle() {
    return model_of(idle_printer());
}
Model linked(Link link, const std::string& trouble, bool was_online) {
    auto known = was_online ? printing_printer() : client::Snapshot{};
    known.link = link;
    known.trouble = trouble;
    known.was_online = was_online;
    if (link != Link::searching) known.where = "/dev/ttyUSB0 at 115200 baud";
    return model_of(known);
}
Model with_job(JobState state) {
    auto known = printing_printer();
    known.job->state = state;
    if (state == JobState::finished) known.job->progress = 1.0;
    if (state != JobState::printing) known.job->left_s.reset();
    return model_of(known);
}
Model with_files(const std::vector<Key>& keys) {
    auto known = idle_printer();
    known.files = some_files();
    auto model = model_of(known);
    model.page = Page::files;
    return pressed(std::move(model), keys);
}
Model with_many_files() {
    auto known = idle_printer();
    known.files = some_files();
    known.files->push_back({"KASTEN.GCO", "立方体 20 mm.gcode", 1234, 60.0});
    known.files_left_out = 345;
    auto model = model_of(known);
    model.page = Page::files;
    return model;
}
Model on_page(Model model, Page page) {
    model.page = page;
    return model;
}
Model with_log(Model model) {
    using client::Event;
    const std::vector<Event> events{
        {Event::Kind::notice, "online: /dev/ttyUSB0 at 115200 baud"},
        {Event::Kind::sent, "M105", 0, true},
        {Event::Kind::heard, "ok T:209.80 /210.00 B:60.20 /60.00 @:64 B@:22", 0, true},
        {Event::Kind::sent, "M119"},
        {Event::Kind::heard, "Reporting endstop status"},
        {Event::Kind::heard, "x_min: open"},
        {Event::Kind::heard, "echo:Unknown command: \"FROBNICATE everything, at once, please\""},
        {Event::Kind::alarm, "Error:checksum mismatch, Last Line: 16"}};
    for (const auto& event : events) model = update(std::move(model), event);
    return model;
}
Model two_tools() {
    auto known = printing_printer();
    known.hotends = {{209.8, 210.0, {}}, {150.0, 180.0, {}}};
    known.chamber = client::Heater{38.0, 45.0, {}};
    known.sensors = {{"board", {41.2, {}, {}}}};
    return model_of(known);
}
Model meshed(int count) {
    auto known = idle_printer();
    known.dialect = client::Dialect::klipper;
    known.abilities.mesh = true;
    client::Mesh mesh{.name = "default"};
    for (int y = 0; y < count; ++y) {
        mesh.rows.emplace_back();
        for (int x = 0; x < count; ++x) mesh.rows.back().push_back(0.01 * (x - y) + 0.002 * x * y);
    }
    if (count > 0) known.mesh = mesh;
    return on_page(model_of(known), Page::mesh);
}
Model halted() {
    auto known = printing_printer();
    known.halted = "Printer halted. kill() called!";
    known.job->state = JobState::failed;
    return model_of(known);
}
Model from_host() {
    auto known = printing_printer();
    known.job->source = client::JobSource::host;
    return model_of(known);
}
Model from_server() {
    auto known = printing_printer();
    known.job->source = client::JobSource::server;
    known.job->layer = 12;
    known.job->layers = 80;
    known.message = "Layer 12 of 80";
    known.homed = "xyz";
    known.where = "http://voron.local:7125";
    return model_of(known);
}
Model stepped() {
    auto known = printing_printer();
    known.babystep = -0.1;
    return model_of(known);
}
Model bare() {
    client::Snapshot known{.link = Link::online, .was_online = true, .where = "/dev/ttyACM0"};
    return model_of(known);
}

std::vector<State> connection_states() {
    return {
        {"nothing", [] { return Model{}; }},
        {"searching", [] { return linked(Link::searching, "", false); }},
        {"searching-in-vain",
         [] {
             return linked(
                 Link::searching,
                 "/dev/ttyUSB0: nothing there answers like a printer, at any usual baud rate",
                 false);
         }},
        {"listening", [] { return linked(Link::listening, "", false); }},
        {"no-answer",
         [] {
             return linked(
                 Link::asking, "no answer; is the printer switched on, and the rate right?", false);
         }},
        {"unplugged-while-printing",
         [] { return linked(Link::opening, "/dev/ttyUSB0: no such device", true); }},
        {"listening-again", [] { return linked(Link::listening, "", true); }},
        {"bare-online", bare},
    };
}

std::vector<State> status_states() {
    return {
        {"idle", idle},
        {"printing", printing},
        {"printing-from-host", from_host},
        {"printing-from-server", from_server},
        {"pausing", [] { return with_job(JobState::pausing); }},
        {"paused", [] { return with_job(JobState::paused); }},
        {"cancelled", [] { return with_job(JobState::cancelled); }},
        {"finished", [] { return with_job(JobState::finished); }},
        {"failed", [] { return with_job(JobState::failed); }},
        {"halted", halted},
        {"two-tools", two_tools},
        {"second-tool-chosen", [] { return pressed(two_tools(), typed("n")); }},
        {"babystepped", stepped},
        {"with-log", [] { return with_log(printing()); }},
    };
}

std::vector<State> prompt_states() {
    return {
        {"asks-to-cancel", [] { return pressed(printing(), typed("c")); }},
        {"asks-to-stop", [] { return pressed(printing(), typed("!")); }},
        {"asks-to-quit-a-streamed-print", [] { return pressed(from_host(), typed("q")); }},
        {"types-a-temperature", [] { return pressed(idle(), typed("h21")); }},
        {"typed-nonsense",
         [] {
             auto model = pressed(idle(), typed("bhot"));
             return pressed(std::move(model), {{Kind::enter}});
         }},
        {"chooses-a-preset", [] { return pressed(idle(), typed("t")); }},
        {"types-gcode", [] { return pressed(idle(), typed(":G1 X10")); }},
        {"types-gcode-with-the-cursor-inside",
         [] {
             return pressed(pressed(idle(), typed(":M104 S200")), {{Kind::left}, {Kind::left}});
         }},
        {"types-a-long-line",
         [] { return pressed(idle(), typed(":G1 X100.5 Y100.5 Z0.2 E0.03331 F3000 ; and more")); }},
        {"asks-about-a-long-line",
         [] {
             const auto line =
                 ":SET_VELOCITY_LIMIT VELOCITY=300 ACCEL=3000 SQUARE_CORNER_VELOCITY=5";
             return pressed(pressed(printing(), typed(line)), {{Kind::enter}});
         }},
        {"asks-about-gcode-in-a-print",
         [] { return pressed(pressed(printing(), typed(":G28")), {{Kind::enter}}); }},
    };
}

std::vector<State> page_states() {
    return {
        {"temperatures", [] { return on_page(printing(), Page::temperatures); }},
        {"temperatures-of-two-tools", [] { return on_page(two_tools(), Page::temperatures); }},
        {"console", [] { return on_page(with_log(printing()), Page::console); }},
        {"console-with-polling",
         [] { return pressed(on_page(with_log(printing()), Page::console), typed("a")); }},
        {"console-scrolled",
         [] { return pressed(on_page(with_log(idle()), Page::console), {{Kind::up}}); }},
        {"files-unread", [] { return on_page(idle(), Page::files); }},
        {"files", [] { return with_files({}); }},
        {"files-second-chosen", [] { return with_files({{Kind::down}}); }},
        {"files-filtered", [] { return with_files(typed("/cli")); }},
        {"files-cut", [] { return with_many_files(); }},
        {"files-while-the-card-prints", [] { return on_page(printing(), Page::files); }},
        {"files-none-left", [] { return with_files(typed("/xyz")); }},
        {"files-asks-to-print",
         [] {
             return with_files({{Kind::down}, {Kind::enter}});
         }},
        {"toolhead", [] { return on_page(idle(), Page::toolhead); }},
        {"toolhead-larger-step",
         [] { return pressed(on_page(idle(), Page::toolhead), typed("]")); }},
        {"toolhead-while-printing",
         [] { return pressed(on_page(printing(), Page::toolhead), typed("u")); }},
        {"mesh", [] { return meshed(5); }},
        {"large-mesh", [] { return meshed(21); }},
        {"no-mesh", [] { return meshed(0); }},
        {"help", [] { return pressed(printing(), typed("?")); }},
        {"help-scrolled",
         [] {
             auto model = pressed(printing(), typed("?"));
             model.help_scroll = 5;
             return model;
         }},
        {"toolhead-of-a-paused-print",
         [] { return on_page(with_job(JobState::paused), Page::toolhead); }},
        {"help-of-the-toolhead",
         [] { return pressed(on_page(idle(), Page::toolhead), typed("?")); }},
    };
}

std::vector<State> all_states() {
    std::vector<State> all;
    for (const auto& some : {connection_states(), status_states(), prompt_states(), page_states()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

constexpr Size sizes[] = {{40, 12}, {60, 20}, {80, 24}, {200, 60}};

std::string heading(const Size& size, const char* what) {
    return "== " + std::to_string(size.width) + " x " + std::to_string(size.height) + " " + what +
           "\n";
}

std::string picture(const State& state) {
    std::string text;
    for (const auto& size : sizes) {
        auto model = state.second();
        model.size = size;
        const auto screen = view(model);
        text += heading(size, "") + screen.text();
        if (size.width == 80) text += heading(size, "styles") + screen.styles();
    }
    return text;
}

class ViewPictures : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ViewPictures, are_as_they_were) {
    const auto state = all_states()[GetParam()];
    const auto path = ESCAPEMENT_SOURCE_DIR "/src/tui/snapshots/" + state.first + ".txt";
    const auto now = picture(state);
    if (std::getenv("ESCAPEMENT_UPDATE_SNAPSHOTS")) {
        std::ofstream(path) << now;
        return;
    }
    std::ifstream file(path);
    std::stringstream kept;
    kept << file.rdbuf();

    EXPECT_EQ(now, kept.str()) << "if this is meant: ESCAPEMENT_UPDATE_SNAPSHOTS=1";
}

INSTANTIATE_TEST_SUITE_P(View,
                         ViewPictures,
                         ::testing::Range<std::size_t>(0, all_states().size()),
                         [](const auto& information) {
                             auto name = all_states()[information.param].first;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(View, there_are_enough_states) {
    EXPECT_GE(all_states().size(), 40u);
}

TEST(View, any_size_can_be_drawn) {
    for (const auto& [name, make] : all_states()) {
        auto model = make();
        for (int width = 1; width < 90; width += 11)
            for (int height = 1; height < 40; height += 5) {
                model.size = {width, height};
                EXPECT_EQ(view(model).size(), model.size);
            }
    }
}

TEST(View, nothing_that_is_unknown_looks_like_zero) {
    auto model = model_of({.link = Link::online, .was_online = true});
    model.size = {80, 24};
    const auto text = view(model).text();
    EXPECT_EQ(text.substr(0, text.find("Temperatures")).find('0'), std::string::npos) << text;
}

TEST(View, the_title_says_what_helps_a_klipper_that_has_stopped) {
    const auto title = [](const char* why) {
        auto known = idle_printer();
        known.dialect = client::Dialect::klipper;
        known.abilities.stream = false;
        known.halted = why;
        const auto text = view(update(Model(), known)).text();
        return text.substr(0, text.find("  "));
    };
    EXPECT_EQ(title("Shutdown; use the \"FIRMWARE_RESTART\" command"),
              "● STOPPED: FIRMWARE_RESTART");
    EXPECT_EQ(title("Option 'x' is wrong; use the \"RESTART\" command"), "● STOPPED: RESTART");
    EXPECT_EQ(title("Printer is not ready"), "● not ready yet");
    EXPECT_EQ(title("the printer's host is not running"), "● STOPPED, see why below");
}

TEST(View, ascii_has_nothing_else) {
    for (const auto& [name, make] : all_states()) {
        auto model = make();
        model.size = {80, 24};
        auto screen = view(model);
        screen.make_ascii();
        for (const char c : screen.text()) {
            ASSERT_GE(c, '\n') << name;
            ASSERT_LT(c, 127) << name;
            ASSERT_NE(c, '?' + 128) << name;
        }
    }
}

}  // namespace
}  // namespace escapement::tui
