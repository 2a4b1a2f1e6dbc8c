// What keys do to a model.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tui/bindings.hpp"
#include "tui/model.hpp"

namespace escapement::tui {

void act(Model& model, Action action);
// No further back than lines are kept.
void clamp_log_scroll(Model& model);
void go_to(Model& model, Page page);
// Puts a question that has to be answered first.
void ask(Model& model, std::string text, std::vector<client::Command> wishes);
// Shows a word for some seconds.
void notify(Model& model, std::string text);
void alarm(Model& model, std::string text);

}  // namespace escapement::tui
