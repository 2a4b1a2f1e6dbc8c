// Claims about the table of keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/bindings.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

TEST(Bindings, no_key_means_two_things_at_once) {
    for (auto known : {client::Snapshot{}, idle_printer(), printing_printer()})
        for (const auto page : {Page::status,
                                Page::temperatures,
                                Page::console,
                                Page::files,
                                Page::toolhead,
                                Page::mesh}) {
            Model model;
            known.files = some_files();
            model.known = known;
            model.page = page;
            const auto keys = applicable(model);
            for (std::size_t i = 0; i < keys.size(); ++i)
                for (std::size_t j = i + 1; j < keys.size(); ++j)
                    EXPECT_FALSE(keys[i]->key == keys[j]->key)
                        << keys[i]->label << " and " << keys[j]->label;
        }
}

TEST(Bindings, without_a_printer_only_this_program_can_be_controlled) {
    for (const auto* binding : applicable(Model()))
        EXPECT_TRUE(binding->action == Action::quit || binding->action == Action::help ||
                    binding->action == Action::next_page ||
                    binding->action == Action::previous_page)
            << binding->label;
}

}  // namespace
}  // namespace escapement::tui
