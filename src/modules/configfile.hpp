// The configuration as a status object, and SAVE_CONFIG.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "config/saved_block.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"

namespace escapement::modules {

// What modules find out and want to keep goes through here.  Belongs to the main thread.
class Configfile {
  public:
    struct Status {
        base::Value config, settings;
        base::Value warnings = base::Value::List{};
        bool save_config_pending = false;
        base::Value save_config_pending_items = base::Value::Table{};
    };
    static void describe(printer::Description<Configfile>& module);

    explicit Configfile(printer::Context& context);

    // SAVE_CONFIG will write the value; the lines of a longer one are separated by '\n'.
    void set(std::string_view section, std::string_view option, const std::string& value);
    // SAVE_CONFIG will leave the section out of the saved block.  What stands above the block
    // stays.
    void remove(std::string_view section);

    const Status& status() const { return status_; }

  private:
    void learn_settings();
    void save();

    printer::Context& context_;
    config::SavedBlock block_;
    Status status_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
