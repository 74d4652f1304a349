#!/usr/bin/env bash
# Creates the table of accounts, as the gateway reads it, and prints the policy that the gateway's role needs. For a table that exists
# it changes nothing. Needs the AWS CLI.
#
#   deploy/dynamodb/create-table.sh TABLE [--endpoint-url http://127.0.0.1:8000]
set -euo pipefail
table=${1:?usage: create-table.sh TABLE [options of the AWS CLI]}
shift
if aws dynamodb describe-table --table-name "$table" "$@" >/dev/null 2>&1; then
  echo "The table $table exists."
else
  aws dynamodb create-table --table-name "$table" --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=user_id,AttributeType=S AttributeName=username,AttributeType=S \
    --key-schema AttributeName=user_id,KeyType=HASH \
    --global-secondary-indexes 'IndexName=username-index,KeySchema=[{AttributeName=username,KeyType=HASH}],Projection={ProjectionType=ALL}' "$@" >/dev/null
  aws dynamodb wait table-exists --table-name "$table" "$@"
  echo "The table $table is there."
fi
cat <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"],
    "Resource": ["arn:aws:dynamodb:*:*:table/$table", "arn:aws:dynamodb:*:*:table/$table/index/username-index"]
  }]
}
POLICY
