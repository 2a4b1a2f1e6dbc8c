// Questions about a model.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/model.hpp"

#include "base/text.hpp"

namespace escapement::tui {

bool is_printing(const Model& model) {
    return model.known.job && client::is_busy(*model.known.job);
}

bool has_job(const Model& model) {
    return is_printing(model) ||
           (model.known.job && model.known.job->state == client::JobState::paused);
}

bool is_stale(const Model& model) {
    return model.known.was_online && model.known.link != client::Link::online;
}

bool is_halted(const Model& model) {
    return !model.known.halted.empty();
}

bool streams(const Model& model) {
    return has_job(model) && model.known.job->source == client::JobSource::host;
}

bool shows_routine(const Model& model) {
    return model.show_routine && model.page == Page::console;
}

namespace {

// Why nothing at all can be done to it.
std::string_view work_refusal(const Model& model) {
    if (model.known.link != client::Link::online) return "no printer is connected";
    return is_halted(model) ? "the printer has stopped; it works again when it is reset" : "";
}

}  // namespace

// Modes of G90 and M82 stay as they are in a print that is paused, but for Klipper, which can lay
// them aside.
std::string_view move_refusal(const Model& model) {
    if (const auto why = work_refusal(model); !why.empty()) return why;
    if (is_printing(model)) return "not while it prints";
    if (!has_job(model) || model.known.dialect == client::Dialect::klipper) return {};
    return "not while a print is paused: it would go on with other settings";
}

std::string_view home_refusal(const Model& model) {
    if (const auto why = work_refusal(model); !why.empty()) return why;
    return has_job(model) ? "not in the middle of a print" : "";
}

std::string_view list_refusal(const Model& model) {
    const bool card = model.known.abilities.stream;  // servers keep files elsewhere
    return card && has_job(model) ? "the card is not read while it prints" : "";
}

std::vector<client::File> shown_files(const Model& model) {
    std::vector<client::File> shown;
    const auto wanted = base::lower_case(model.filter);
    if (!model.known.files) return shown;
    for (const auto& file : *model.known.files)
        if (base::lower_case(file.name + " " + file.path).find(wanted) != std::string::npos)
            shown.push_back(file);
    return shown;
}

}  // namespace escapement::tui
