// The configuration as a status object, and SAVE_CONFIG.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "config/saved_block.hpp"
#include "modules/settings_object.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "template/host.hpp"

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
    // What templates see.
    templates::HostObject& host_object() { return seen_; }

  private:
    class Seen final : public templates::HostObject {
      public:
        explicit Seen(const Status& status)
            : status_(status), config_(status.config), settings_(status.settings) {}
        std::optional<templates::HostValue> field(std::string_view name) override;
        std::vector<std::string> names() override;
        // The settings are other ones.
        void renew() { settings_ = SettingsObject(status_.settings); }

      private:
        const Status& status_;
        SettingsObject config_, settings_;
    };

    void learn_settings();
    void save();

    printer::Context& context_;
    config::SavedBlock block_;
    Status status_;
    Seen seen_{status_};
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
