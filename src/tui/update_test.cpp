// Claims about what keys and the printer do to the model.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/update.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"
#include "tui/view.hpp"

namespace escapement::tui {
namespace {

using client::Command;
using Kind = Key::Kind;
using Wishes = std::vector<Command>;

Model idle() {
    return update(Model(), idle_printer());
}
Model printing() {
    return update(Model(), printing_printer());
}
Model entered(Model model, const std::string& text) {
    return pressed(pressed(std::move(model), typed(text)), {{Kind::enter}});
}

TEST(Update, numbers_become_wishes) {
    EXPECT_EQ(entered(idle(), "h210").wishes, Wishes{client::SetHotend({0, 210})});
    EXPECT_EQ(entered(idle(), "b60").wishes, Wishes{client::SetBed{60}});
    EXPECT_EQ(entered(idle(), "f50").wishes, Wishes{client::SetFan{0.5}});
    EXPECT_EQ(entered(idle(), "s110").wishes, Wishes{client::SetFeedRate{1.1}});
    EXPECT_EQ(entered(idle(), "w95").wishes, Wishes{client::SetFlow{0.95}});
}

TEST(Update, numbers_out_of_bounds_are_refused) {
    const auto model = entered(idle(), "h2100");
    EXPECT_TRUE(model.wishes.empty());
    EXPECT_EQ(model.notice, "hotend °C: a number from 0 to 500 is wanted");
}

TEST(Update, whatever_can_ruin_a_print_is_asked_about) {
    const std::vector<std::pair<std::string, Command>> dangers{{"c", client::Cancel{}},
                                                               {"!", client::EmergencyStop{}}};
    for (const auto& [keys, wish] : dangers) {
        auto model = pressed(printing(), typed(keys));
        EXPECT_TRUE(model.question) << keys;
        EXPECT_TRUE(model.wishes.empty()) << keys;
        EXPECT_TRUE(pressed(model, typed("n")).wishes.empty()) << keys;
        EXPECT_EQ(pressed(model, typed("y")).wishes, Wishes{wish}) << keys;
    }
    EXPECT_TRUE(entered(printing(), ":G28").question);
    EXPECT_TRUE(entered(printing(), "h0").question);
    EXPECT_TRUE(pressed(printing(), typed("t4")).question);
    EXPECT_FALSE(entered(printing(), ":M105").question);
    EXPECT_FALSE(entered(printing(), "h215").question);
    EXPECT_TRUE(entered(printing(), "w10").question);
}

TEST(Update, other_keys_do_not_answer_a_question) {
    const auto model = pressed(printing(), typed("cxp"));
    EXPECT_TRUE(model.question);
    EXPECT_TRUE(model.wishes.empty());
}

Model at(Model model, double seconds) {
    return update(std::move(model), Tick{seconds});
}
client::Snapshot with_state(client::JobState state) {
    auto known = printing_printer();
    known.job->state = state;
    return known;
}

TEST(Update, a_second_y_does_not_home_an_axis) {
    auto model = printing();
    model.page = Page::toolhead;
    model = pressed(at(std::move(model), 10.0), typed("cy"));
    EXPECT_EQ(model.wishes, Wishes{client::Cancel{}});
    model.wishes.clear();
    model = update(std::move(model), with_state(client::JobState::cancelled));
    model = pressed(at(std::move(model), 10.4), typed("yYnq"));
    EXPECT_TRUE(model.wishes.empty());
    EXPECT_FALSE(model.question || model.quit);
}

TEST(Update, a_question_disappears_with_its_reason_and_takes_the_answer_along) {
    auto model = printing();
    model.page = Page::toolhead;
    model = pressed(at(std::move(model), 10.0), typed("c"));
    model = update(at(std::move(model), 12.0), with_state(client::JobState::finished));
    EXPECT_FALSE(model.question);
    EXPECT_EQ(model.notice, "there is no print any more");
    model = pressed(at(std::move(model), 12.4), typed("y"));
    EXPECT_TRUE(model.wishes.empty());
    EXPECT_FALSE(model.question);
}

TEST(Update, homing_is_asked_about_once_after_a_print) {
    auto model = update(printing(), with_state(client::JobState::finished));
    model.page = Page::toolhead;
    model = pressed(at(std::move(model), 20.0), typed("y"));
    ASSERT_TRUE(model.question);
    EXPECT_EQ(model.question->text, "Home Y? A print may be on the bed.");
    model = pressed(at(std::move(model), 20.3), typed("y"));  // the key bounced
    EXPECT_TRUE(model.question);
    model = pressed(at(std::move(model), 21.0), typed("y"));
    EXPECT_EQ(model.wishes, Wishes{client::Send{"G28 Y\nM114"}});

    model.wishes.clear();
    model = update(std::move(model), with_state(client::JobState::finished));
    model = pressed(at(std::move(model), 22.0), typed("H"));
    EXPECT_EQ(model.wishes, Wishes{client::Send{"G28\nM114"}});
}

TEST(Update, a_print_that_had_ended_before_may_be_on_the_bed) {
    auto model = update(Model(), with_state(client::JobState::cancelled));
    model.page = Page::toolhead;
    model = pressed(std::move(model), typed("H"));
    ASSERT_TRUE(model.question);
    EXPECT_EQ(model.question->text, "Home all? A print may be on the bed.");
    EXPECT_EQ(pressed(model, typed("y")).wishes, Wishes{client::Send{"G28\nM114"}});
}

TEST(Update, a_printer_out_of_reach_leaves_a_gap_in_the_graph_and_is_dated) {
    auto model = at(printing(), 10.0);
    auto lost = printing_printer();
    lost.link = client::Link::opening;
    lost.trouble = "/dev/ttyUSB0: no such device";
    model = at(update(at(std::move(model), 20.0), lost), 32.0);
    EXPECT_TRUE(model.history.find("hotend")->celsius[0]);
    EXPECT_FALSE(model.history.find("hotend")->celsius.back());
    EXPECT_NE(view(model).text().find("unplugged, heard 12 s ago"), std::string::npos);
    EXPECT_EQ(view(model).text().find("▶ printing"), std::string::npos);
}

TEST(Update, a_halted_printer_is_offered_nothing_that_it_would_not_do) {
    auto known = idle_printer();
    known.halted = "Printer halted. kill() called!";
    auto model = update(Model(), known);
    for (const auto& key : typed("hbtfsw+pc")) {
        const auto after = update(model, key);
        EXPECT_TRUE(after.wishes.empty() && !after.prompt && !after.question);
    }
    model.page = Page::toolhead;
    model = pressed(std::move(model), typed("H"));
    EXPECT_TRUE(model.wishes.empty());
    EXPECT_EQ(model.notice, "the printer has stopped; it works again when it is reset");
    EXPECT_EQ(view(model).text().find("home all"), std::string::npos);
    EXPECT_NE(view(model).text().find("STOPPED"), std::string::npos);
    EXPECT_TRUE(pressed(model, typed(":")).prompt);
}

TEST(Update, after_a_question_other_keys_work_at_once) {
    auto model = pressed(printing(), typed("cn"));
    EXPECT_EQ(pressed(model, typed("p")).wishes, Wishes{client::Pause{}});
    EXPECT_EQ(pressed(model, typed("cy")).wishes, Wishes{client::Cancel{}});
    EXPECT_EQ(pressed(pressed(model, typed(":yn")), {{Kind::enter}}).question->text,
              "Send \"yn\" in the middle of a print?");
}

TEST(Update, a_print_pauses_and_goes_on) {
    EXPECT_EQ(pressed(printing(), typed("p")).wishes, Wishes{client::Pause{}});
    auto known = printing_printer();
    known.job->state = client::JobState::paused;
    EXPECT_EQ(pressed(update(Model(), known), typed("p")).wishes, Wishes{client::Resume{}});
    EXPECT_TRUE(pressed(idle(), typed("p")).wishes.empty());
}

TEST(Update, babysteps_have_a_way_back) {
    EXPECT_EQ(pressed(printing(), typed("+-")).wishes,
              (Wishes{client::Babystep{0.05}, client::Babystep{-0.05}}));
    auto known = printing_printer();
    known.babystep = 0.1;
    EXPECT_EQ(pressed(update(Model(), known), typed("0")).wishes, Wishes{client::ResetBabystep{}});
}

TEST(Update, gcode_has_a_history_and_completion) {
    auto model = entered(idle(), ":M104 S200");
    EXPECT_EQ(model.wishes, Wishes{client::Send{"M104 S200"}});
    model.wishes.clear();
    model = pressed(pressed(model, typed(":")), {{Kind::up}, {Kind::enter}});
    EXPECT_EQ(model.wishes, Wishes{client::Send{"M104 S200"}});
    model = pressed(pressed(model, typed(":bed_m")), {{Kind::tab}});
    EXPECT_EQ(model.prompt->editor.text(), "BED_MESH_CALIBRATE ");
    model = pressed(model, {{Kind::escape}});
    EXPECT_FALSE(model.prompt);
    EXPECT_TRUE(pressed(model, typed(":")).prompt->editor.text().empty());
}

TEST(Update, the_toolhead_is_left_alone_while_it_prints) {
    auto model = printing();
    model.page = Page::toolhead;
    for (const auto& key : typed("udHxyzer")) EXPECT_TRUE(update(model, key).wishes.empty());
    EXPECT_EQ(update(model, Key{Kind::left}).notice, "not while it prints");

    auto paused = printing_printer();
    paused.job->state = client::JobState::paused;
    model = update(std::move(model), paused);
    EXPECT_TRUE(update(model, Key{Kind::left}).wishes.empty());
}

TEST(Update, the_toolhead_moves_by_the_chosen_step) {
    auto model = idle();
    model.page = Page::toolhead;
    EXPECT_EQ(pressed(model, {{Kind::left}}).wishes,
              Wishes{client::Send{"G91\nM83\nG1 X-1 F6000\nG90\nM82\nM114"}});
    EXPECT_EQ(pressed(pressed(model, typed("]")), {{Kind::up}}).wishes,
              Wishes{client::Send{"G91\nM83\nG1 Y10 F6000\nG90\nM82\nM114"}});
    EXPECT_EQ(pressed(model, typed("H")).wishes, Wishes{client::Send{"G28\nM114"}});
    model.known.dialect = client::Dialect::klipper;
    EXPECT_EQ(pressed(model, typed("u")).wishes,
              Wishes{client::Send{"SAVE_GCODE_STATE NAME=_tui\nG91\nM83\nG1 Z1 F600\n"
                                  "RESTORE_GCODE_STATE NAME=_tui"}});
}

TEST(Update, the_marked_hotend_extrudes) {
    const auto pushed = [](Model model) { return pressed(std::move(model), typed("e")); };
    auto known = idle_printer();
    known.hotends.resize(2);
    known.tool = 0;
    auto model = update(Model(), known);
    model.page = Page::toolhead;
    EXPECT_EQ(pushed(model).wishes, Wishes{client::Send{"G91\nM83\nG1 E5 F300\nG90\nM82\nM114"}});
    model.hotend = 1;
    EXPECT_EQ(pushed(model).wishes,
              Wishes{client::Send{"T1\nG91\nM83\nG1 E5 F300\nG90\nM82\nM114"}});
    EXPECT_EQ(pushed(model).notice, "hotend 1 is chosen for this");
    model.known.dialect = client::Dialect::klipper;
    EXPECT_EQ(pushed(model).wishes,
              Wishes{client::Send{"ACTIVATE_EXTRUDER EXTRUDER=extruder1\nSAVE_GCODE_STATE "
                                  "NAME=_tui\nG91\nM83\nG1 E5 F300\n"
                                  "RESTORE_GCODE_STATE NAME=_tui"}});
}

TEST(Update, off_is_all_hotends) {
    auto known = idle_printer();
    known.hotends.resize(2);
    const auto model = pressed(update(Model(), known), typed("t4"));
    EXPECT_EQ(model.wishes,
              (Wishes{client::SetHotend{0, 0}, client::SetHotend{1, 0}, client::SetBed{0}}));
}

TEST(Update, what_is_pasted_presses_no_keys) {
    const auto elsewhere = update(printing(), Paste{U"cy!y"});
    EXPECT_FALSE(elsewhere.question);
    EXPECT_EQ(elsewhere.notice, "pasted text is only taken where a line is typed (:)");
    EXPECT_TRUE(update(pressed(printing(), typed("c")), Paste{U"y"}).question);

    const auto model = update(pressed(printing(), typed(":")), Paste{U"M117\ta\rcy"});
    ASSERT_TRUE(model.prompt);
    EXPECT_EQ(model.prompt->editor.text(), "M117 a");
    EXPECT_EQ(model.notice, "only the first of the pasted lines was taken");
    EXPECT_EQ(update(pressed(printing(), typed(":")), Paste{U"M117 a\n"}).notice, "");
}

TEST(Update, a_printer_that_has_fallen_silent_can_be_stopped) {
    auto known = printing_printer();
    known.link = client::Link::asking;
    const auto model = update(Model(), known);
    EXPECT_EQ(pressed(model, typed("!y")).wishes, Wishes{client::EmergencyStop{}});
    EXPECT_TRUE(pressed(model, typed(":")).prompt);
}

TEST(Update, files_are_read_when_they_are_looked_at) {
    EXPECT_EQ(pressed(idle(), typed("4")).wishes, Wishes{client::ListFiles{}});
    EXPECT_TRUE(pressed(printing(), typed("4")).wishes.empty());
}

TEST(Update, a_file_is_chosen_and_printed) {
    auto known = idle_printer();
    known.files = some_files();
    auto model = update(Model(), known);
    model.page = Page::files;
    model = pressed(model, {{Kind::down}, {Kind::down}, {Kind::up}, {Kind::enter}});
    EXPECT_EQ(model.question->text, "Print Benchy, 0.2 mm.gcode?");
    EXPECT_EQ(pressed(model, typed("y")).wishes, Wishes{client::StartFile{"BENCHY.GCO"}});
}

TEST(Update, quitting_a_print_that_is_streamed_is_asked_about) {
    EXPECT_TRUE(pressed(printing(), typed("q")).quit);
    auto known = printing_printer();
    known.job->source = client::JobSource::host;
    auto model = pressed(update(Model(), known), typed("q"));
    EXPECT_FALSE(model.quit);
    model = pressed(model, typed("y"));
    EXPECT_TRUE(model.quit);
    EXPECT_EQ(model.wishes, Wishes{client::Cancel{}});
}

TEST(Update, ctrl_z_suspends_but_no_print_that_is_sent_from_here) {
    EXPECT_TRUE(pressed(printing(), {{Kind::suspend}}).suspend);
    EXPECT_TRUE(pressed(pressed(idle(), typed(":G1")), {{Kind::suspend}}).suspend);
    auto known = printing_printer();
    known.job->source = client::JobSource::host;
    const auto model = pressed(update(Model(), known), {{Kind::suspend}});
    EXPECT_FALSE(model.suspend);
    EXPECT_EQ(model.notice, "not while this program sends a print: it would stand still");
}

TEST(Update, any_key_but_those_that_scroll_leaves_the_help) {
    auto model = pressed(printing(), typed("?"));
    model.size = {40, 12};
    model = pressed(std::move(model), {{Kind::down}, {Kind::page_down}});
    EXPECT_EQ(model.page, Page::help);
    EXPECT_GT(model.help_scroll, 1);
    model = pressed(std::move(model), typed("p"));
    EXPECT_EQ(model.page, Page::status);
    EXPECT_TRUE(model.wishes.empty());
}

TEST(Update, ctrl_c_leaves_what_one_is_in) {
    const Key interrupt{Kind::interrupt};
    EXPECT_TRUE(update(idle(), interrupt).quit);
    EXPECT_FALSE(update(pressed(idle(), typed(":G1")), interrupt).prompt);
    EXPECT_FALSE(update(pressed(printing(), typed("c")), interrupt).question);
    auto known = printing_printer();
    known.job->source = client::JobSource::host;
    EXPECT_TRUE(update(update(Model(), known), interrupt).question);
}

TEST(Update, keys_for_what_a_printer_lacks_do_nothing) {
    const auto model = update(Model(), client::Snapshot{.link = client::Link::online});
    EXPECT_FALSE(pressed(model, typed("b")).prompt);
    EXPECT_TRUE(pressed(model, typed("+")).wishes.empty());
    EXPECT_EQ(pressed(model, typed("6")).page, Page::status);
}

TEST(Update, a_flood_of_lines_takes_no_more_memory_than_allowed) {
    auto model = idle();
    for (int i = 0; i < 5000; ++i)
        model = update(std::move(model), client::Event{client::Event::Kind::heard, "x"});
    EXPECT_EQ(model.log.size(), Model::max_log);
}

TEST(Update, a_flood_leaves_the_oldest_kept_lines_to_whoever_has_scrolled_back) {
    const auto flood = [](Model model, int lines) {
        for (int i = 0; i < lines; ++i)
            model = update(std::move(model),
                           client::Event{client::Event::Kind::heard, "line " + std::to_string(i)});
        return model;
    };
    auto model = idle();
    model.page = Page::console;
    model = pressed(flood(std::move(model), 100), {{Kind::page_up}});
    const int before = model.log_scroll;
    EXPECT_EQ(flood(model, 10).log_scroll, before + 10);
    model = flood(std::move(model), 2000);
    EXPECT_LT(model.log_scroll, static_cast<int>(Model::max_log));
    EXPECT_NE(view(model).text().find("line 1500"), std::string::npos) << view(model).text();
    model = update(std::move(model), Size{200, 60});
    EXPECT_NE(view(model).text().find("line 1550"), std::string::npos);
}

TEST(Update, polling_does_not_drive_out_what_people_want_to_read) {
    auto model = update(idle(), client::Event{client::Event::Kind::notice, "online"});
    for (int i = 0; i < 5000; ++i)
        model = update(std::move(model), client::Event{client::Event::Kind::sent, "M105", 0, true});
    EXPECT_EQ(model.log.size(), Model::max_log);
    EXPECT_EQ(model.log.front().text, "online");
}

TEST(Update, refusals_are_shown_for_a_while) {
    auto model = update(idle(), client::Event{client::Event::Kind::done, "no such file", 3});
    EXPECT_EQ(model.notice, "no such file");
    model = update(std::move(model), Tick{Model::notice_time_s + 1});
    EXPECT_EQ(model.notice, "");
}

}  // namespace
}  // namespace escapement::tui
