// One function for each kind of event; keys are looked up in the table of bindings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/update.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/text.hpp"
#include "client/gcode_words.hpp"
#include "tui/actions.hpp"
#include "tui/bindings.hpp"
#include "tui/completion.hpp"
#include "tui/dangers.hpp"

namespace escapement::tui {

namespace {

using client::Command;

// --- A line that is typed.

Command wish_of(const Prompt& prompt, double value, const Model& model) {
    switch (prompt.kind) {
        case Prompt::Kind::hotend:
            return client::SetHotend{static_cast<int>(model.hotend), value};
        case Prompt::Kind::bed:
            return client::SetBed{value};
        case Prompt::Kind::fan:
            return client::SetFan{value / 100.0};
        case Prompt::Kind::feed_rate:
            return client::SetFeedRate{value / 100.0};
        default:
            return client::SetFlow{value / 100.0};
    }
}

struct Bounds {
    double least, most;
};

Bounds bounds_of(Prompt::Kind kind) {
    switch (kind) {
        case Prompt::Kind::hotend:
            return {0, 500};
        case Prompt::Kind::bed:
            return {0, 200};
        case Prompt::Kind::fan:
            return {0, 100};
        default:
            return {1, 999};
    }
}

void enter_number(Model& model, const Prompt& prompt) {
    const auto text = prompt.editor.text();
    if (base::trim(text).empty()) return;
    const auto value = base::parse_number(text);
    const auto bounds = bounds_of(prompt.kind);
    if (!value || *value < bounds.least || *value > bounds.most)
        return alarm(model,
                     prompt.label + ": a number from " + client::short_number(bounds.least) +
                         " to " + client::short_number(bounds.most) + " is wanted");
    const auto wish = wish_of(prompt, *value, model);
    auto danger = danger_of(prompt.kind, *value, model);
    if (!danger.empty()) return ask(model, std::move(danger), {wish});
    model.wishes.push_back(wish);
}

void enter_gcode(Model& model, Prompt& prompt) {
    const auto line = std::string(base::trim(prompt.editor.finish()));
    model.gcode = std::move(prompt.editor);
    if (line.empty()) return;
    if (has_job(model) && !is_harmless(line))
        return ask(model, "Send \"" + line + "\" in the middle of a print?", {client::Send{line}});
    model.wishes.push_back(client::Send{line});
}

void enter(Model& model) {
    auto prompt = *std::exchange(model.prompt, std::nullopt);
    if (prompt.kind == Prompt::Kind::gcode) return enter_gcode(model, prompt);
    if (prompt.kind == Prompt::Kind::filter) return;
    enter_number(model, prompt);
}

void close_prompt(Model& model) {
    if (model.prompt->kind == Prompt::Kind::filter) model.filter.clear();
    if (model.prompt->kind == Prompt::Kind::gcode) {
        model.prompt->editor.clear();
        model.gcode = model.prompt->editor;
    }
    model.prompt.reset();
}

void type(Model& model, const Key& key) {
    auto& prompt = *model.prompt;
    if (key.kind == Key::Kind::enter) return enter(model);
    if (key.kind == Key::Kind::escape || key.kind == Key::Kind::interrupt)
        return close_prompt(model);
    if (key.kind == Key::Kind::tab && prompt.kind == Prompt::Kind::gcode) {
        const auto whole = complete(prompt.editor.text(), prompt.editor.history());
        if (!whole.empty()) prompt.editor.replace(whole);
        return;
    }
    prompt.editor.take(key);
    if (prompt.kind != Prompt::Kind::filter) return;
    model.filter = prompt.editor.text();
    model.file = 0;
}

// --- Questions and menus.

bool means_yes(const Key& key) {
    return key == character('y') || key == character('Y');
}

bool means_no(const Key& key) {
    return key.kind == Key::Kind::escape || key == character('n') || key == character('N') ||
           key == character('q');
}

// Who presses y twice, or reaches for it while the question disappears, wants nothing else by it.
Question close_question(Model& model) {
    model.answers_mean_nothing_until_s = model.now_s + Model::reaction_time_s;
    return *std::exchange(model.question, std::nullopt);
}

void answer(Model& model, const Key& key) {
    const bool yes = means_yes(key);
    if (!yes && !means_no(key) && key.kind != Key::Kind::interrupt) return;
    if (yes && model.now_s < model.question->answers_from_s) return;
    const auto question = close_question(model);
    if (!yes) return;
    model.quit = model.quit || question.quit;
    if (question.clears_bed) model.print_on_bed = false;
    model.wishes.insert(model.wishes.end(), question.wishes.begin(), question.wishes.end());
}

// Off is all of them.
std::vector<Command> heat_hotends(const Model& model, double celsius) {
    if (celsius > 0.0) return {client::SetHotend{static_cast<int>(model.hotend), celsius}};
    std::vector<Command> wishes;
    for (int tool = 0; tool < static_cast<int>(model.known.hotends.size()); ++tool)
        wishes.emplace_back(client::SetHotend{tool, 0.0});
    return wishes;
}

void choose_preset(Model& model, const Key& key) {
    model.presets_open = false;
    if (key.kind != Key::Kind::character || key.character < U'1') return;
    const auto index = static_cast<std::size_t>(key.character - U'1');
    if (index >= model.presets.size()) return;
    const auto& preset = model.presets[index];
    auto wishes = heat_hotends(model, preset.hotend);
    if (model.known.bed) wishes.push_back(client::SetBed{preset.bed});
    if (has_job(model))
        return ask(model,
                   "Change temperatures to " + preset.name + " in the middle of a print?",
                   std::move(wishes));
    model.wishes.insert(model.wishes.end(), wishes.begin(), wishes.end());
}

// --- Events.

// Keys that scroll it, and all others leave.
void read_help(Model& model, const Key& key) {
    for (const auto& group : binding_groups())
        for (const auto& binding : group.bindings)
            if (group.page == Page::help && binding.key == key) return act(model, binding.action);
    model.page = model.page_before_help;
}

// A print that is sent from here would stand still, hot, until somebody remembers it.
void suspend(Model& model) {
    if (streams(model))
        return alarm(model, "not while this program sends a print: it would stand still");
    model.suspend = true;
}

// Outside of questions, lines and menus.
void press(Model& model, const Key& key) {
    const bool answers = means_yes(key) || means_no(key);
    if (answers && model.now_s < model.answers_mean_nothing_until_s) return;
    if (model.page == Page::help) return read_help(model, key);
    const bool digit =
        key.kind == Key::Kind::character && key.character >= U'1' && key.character <= U'6';
    if (digit) return go_to(model, static_cast<Page>(key.character - U'1'));
    for (const auto* binding : applicable(model))
        if (binding->key == key) {
            act(model, binding->action);
            break;
        }
    if (model.question && means_yes(key))
        model.question->answers_from_s = model.now_s + Model::reaction_time_s;
}

void take(Model& model, const Key& key) {
    if (key.kind == Key::Kind::suspend) return suspend(model);
    if (model.question) return answer(model, key);
    if (model.prompt) return type(model, key);
    if (model.presets_open) return choose_preset(model, key);
    if (key.kind == Key::Kind::interrupt) return act(model, Action::quit);
    press(model, key);
}

// One line of it, and only where a line is typed: as keys it could do anything.
void take(Model& model, const Paste& paste) {
    if (!model.prompt || model.question)
        return notify(model, "pasted text is only taken where a line is typed (:)");
    const auto end = paste.text.find_first_of(U"\r\n");
    for (const auto glyph : paste.text.substr(0, end))
        type(model, character(is_control(glyph) ? U' ' : glyph));
    const bool more = end != std::u32string::npos &&
                      paste.text.find_first_not_of(U"\r\n \t", end) != std::u32string::npos;
    if (more) alarm(model, "only the first of the pasted lines was taken");
}

void take(Model& model, const Size& size) {
    model.size = size;
    clamp_log_scroll(model);
}

void take(Model& model, const Tick& tick) {
    model.now_s = tick.now_s;
    if (model.known.link == client::Link::online) model.heard_s = tick.now_s;
    if (tick.now_s >= model.notice_until_s) model.notice.clear();
    if (tick.now_s < model.next_sample_s) return;
    model.next_sample_s = tick.now_s + History::period_s;
    model.history.add(is_stale(model) ? client::Snapshot{} : model.known);
}

// Whether this printer has begun or ended a print, or had when it was first heard of.
bool job_has_changed(const client::Snapshot& before, const client::Snapshot& now) {
    if (!now.job || now.job->state == client::JobState::idle) return false;
    return !before.job || before.job->state != now.job->state;
}

void take(Model& model, const client::Snapshot& known) {
    model.print_on_bed = model.print_on_bed || job_has_changed(model.known, known);
    const bool was_there = model.known.link == client::Link::online;
    if (was_there || known.link == client::Link::online) model.heard_s = model.now_s;
    model.known = known;
    if (model.question && model.question->of_job && !has_job(model)) {
        close_question(model);
        notify(model, "there is no print any more");
    }
    if (model.hotend >= known.hotends.size()) model.hotend = 0;
    const auto files = shown_files(model).size();
    model.file = std::min(model.file, files > 0 ? files - 1 : 0);
}

// Polling and the lines of a streamed file must not drive out what people want to read.
void forget_line(Model& model) {
    const auto routine = std::find_if(
        model.log.begin(), model.log.end(), [](const auto& line) { return line.routine; });
    model.log.erase(routine == model.log.end() ? model.log.begin() : routine);
}

void take(Model& model, const client::Event& event) {
    if (event.kind == client::Event::Kind::done) {
        if (!event.text.empty()) alarm(model, event.text);
        return;
    }
    if (event.kind == client::Event::Kind::alarm) alarm(model, event.text);
    const bool visible = shows_routine(model) || !event.routine;
    const bool scrolled = model.log_scroll > 0;
    if (visible && scrolled) ++model.log_scroll;
    model.log.push_back(event);
    if (model.log.size() > Model::max_log) forget_line(model);
    if (scrolled) clamp_log_scroll(model);
}

void take(Model& model, const Lost& lost) {
    model.log_lost += lost.lines;
}

}  // namespace

Model update(Model model, const Event& event) {
    std::visit([&](const auto& which) { take(model, which); }, event);
    return model;
}

}  // namespace escapement::tui
