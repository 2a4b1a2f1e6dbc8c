// Sections and their options as templates see them: nothing is copied that nobody reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "template/host.hpp"

namespace escapement::modules {

// A table whose tables are such objects again, and whose lists are tuples, as in Klipper.  The
// value must outlive it and stay as it is.
class SettingsObject final : public templates::HostObject {
  public:
    explicit SettingsObject(const base::Value& table) : table_(&table) {}

    std::optional<templates::HostValue> field(std::string_view name) override;
    bool has(std::string_view name) override { return table_->find(name) != nullptr; }
    std::vector<std::string> names() override;

  private:
    const base::Value* table_;
    std::map<std::string, std::unique_ptr<SettingsObject>, std::less<>> within_;
};

}  // namespace escapement::modules
